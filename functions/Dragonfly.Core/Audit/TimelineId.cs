using System.Collections.Frozen;
using System.Text.Json.Serialization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Audit;

/// <summary>One timeline. Its id is a path whose first part says of what kind it is.</summary>
[JsonConverter(typeof(IdJsonConverter<TimelineId>))]
public readonly record struct TimelineId(string Value) : IId<TimelineId>
{
    /// <summary>What stands for the program where an agency's name is expected.</summary>
    public const string Program = "program";

    // What comes after the first part is an agency's name.
    private static readonly FrozenSet<string> OfAgencies = FrozenSet.Create("checkpoints", "codes", "misuse", "principals", "refusals", "transparency");

    /// <inheritdoc/>
    public static TimelineId From(string value) => new(value);

    /// <summary>The first part.</summary>
    [JsonIgnore]
    public string Kind => Value.Split('/', 2)[0];

    /// <summary>The agency that it belongs to, by its id; null when it is the program's.</summary>
    /// <exception cref="InvalidOperationException">It is an incident's or a clip's, which does not tell: it is written with its head.</exception>
    [JsonIgnore]
    public AgencyId? Agency => Kind switch
    {
        "incidents" or "clips" => throw new InvalidOperationException($"{Value} is written with its head"),
        var kind when OfAgencies.Contains(kind) && Value.Split('/')[1] is var agency and not (Program or "-" or "") => new(agency),
        _ => null,
    };

    /// <inheritdoc/>
    public override string ToString() => Value;
}
