using System.Text.Json.Serialization;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Unlocks;

/// <summary>One decision to unlock one feed: <c>{incident}-{n}</c>, so that whoever holds it can find the incident. Never used again.</summary>
[JsonConverter(typeof(IdJsonConverter<GrantId>))]
public readonly record struct GrantId(string Value) : IId<GrantId>
{
    /// <inheritdoc/>
    public static GrantId From(string value) => new(value);

    /// <summary>The <paramref name="ordinal"/>th grant of an incident.</summary>
    public static GrantId Of(IncidentId incident, int ordinal) => new($"{incident.Value}-{ordinal}");

    /// <summary>The incident it belongs to, if the id has the form of one of ours.</summary>
    public bool TryGetIncident(out IncidentId incident) => IncidentId.TryParse(Value.Split('-')[0], out incident) && Value.Length <= 48;

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>One permission to view one grant for seconds: <c>{grant}-{nonce}</c>.</summary>
[JsonConverter(typeof(IdJsonConverter<TicketId>))]
public readonly record struct TicketId(string Value) : IId<TicketId>
{
    /// <inheritdoc/>
    public static TicketId From(string value) => new(value);

    /// <summary>The grant it is under.</summary>
    public GrantId Grant => new(Value[..Math.Max(0, Value.LastIndexOf('-'))]);

    /// <summary>A ticket for a grant; the nonce must not be guessable.</summary>
    public static TicketId Of(GrantId grant, string nonce) => new($"{grant.Value}-{nonce}");

    /// <summary>The incident it belongs to, if the id has the form of one of ours.</summary>
    public bool TryGetIncident(out IncidentId incident) => IncidentId.TryParse(Value.Split('-')[0], out incident) && Value.Length <= 96;

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>One recording asked for under one grant: <c>{grant}-{nonce}</c>.</summary>
[JsonConverter(typeof(IdJsonConverter<ExportId>))]
public readonly record struct ExportId(string Value) : IId<ExportId>
{
    /// <inheritdoc/>
    public static ExportId From(string value) => new(value);

    /// <summary>An export of a grant's time.</summary>
    public static ExportId Of(GrantId grant, string nonce) => new($"{grant.Value}-{nonce}");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
