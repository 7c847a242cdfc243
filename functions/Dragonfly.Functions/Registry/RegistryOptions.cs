using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Registry;

namespace Dragonfly.Functions.Registry;

/// <summary>What the program asks of partners. Settings <c>Registry__…</c>.</summary>
public sealed record RegistryOptions
{
    /// <summary>The middle of the program's area, in WGS 84 degrees north.</summary>
    public double CenterLatitude { get; init; } = 35.0456;

    /// <summary>The same, east.</summary>
    public double CenterLongitude { get; init; } = -85.3097;

    /// <summary>How far the area goes.</summary>
    public double RadiusKilometers { get; init; } = 80;

    /// <summary>The agencies of the program: those that owners may let in. An agreement lets them all in until the owner says otherwise. <c>cpd</c> when none are named.</summary>
    public IReadOnlyList<string> Agencies { get; init; } = []; // A default in here would be added to, and not replaced, by settings.

    /// <summary>The version of the agreement's text that is to be signed.</summary>
    public int AgreementVersion { get; init; } = 1;

    /// <summary>Where that text is to be read.</summary>
    public string? AgreementUrl { get; init; }

    /// <summary>For how long a signature holds.</summary>
    public int AgreementDays { get; init; } = 730;

    /// <summary>For how long an invitation holds.</summary>
    public int InvitationDays { get; init; } = 14;

    /// <summary>How long after a partner has left, or was declined, what people call it is deleted.</summary>
    public int EraseAfterDays { get; init; } = 30;

    internal ProgramArea Area => new(new(CenterLatitude, CenterLongitude), RadiusKilometers * 1_000);

    internal ImmutableArray<AgencyId> AgencyIds => Agencies is [] ? [new("cpd")] : [.. Agencies.Select(AgencyId.From)];
}
