using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Configuration;

namespace Dragonfly.Functions.Registry;

/// <summary>What the program asks of partners. Settings <c>Registry__…</c>.</summary>
public sealed record RegistryOptions : IOptionSection
{
    static string IOptionSection.Section => "Registry";

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

    /// <inheritdoc/>
    public IEnumerable<(string Property, string Must)> Faults()
    {
        if (CenterLatitude is not (>= -90 and <= 90)) yield return (nameof(CenterLatitude), "-90 to 90 degrees");
        if (CenterLongitude is not (>= -180 and <= 180)) yield return (nameof(CenterLongitude), "-180 to 180 degrees");
        if (RadiusKilometers is not (> 0 and <= 1_000)) yield return (nameof(RadiusKilometers), "more than 0, and at most 1000");
        foreach (var (index, agency) in Agencies.Index())
            if (string.IsNullOrWhiteSpace(agency)) yield return ($"{nameof(Agencies)}__{index}", "the id of an agency, as tokens name it");
        if (AgreementVersion < 1) yield return (nameof(AgreementVersion), "at least 1");
        if (AgreementUrl is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var text) && text.Scheme is "https" or "http")) yield return (nameof(AgreementUrl), "an address on the web");
        if (AgreementDays is < 1 or > 36_500) yield return (nameof(AgreementDays), "1 to 36500 days");
        if (InvitationDays is < 1 or > 365) yield return (nameof(InvitationDays), "1 to 365 days");
        if (EraseAfterDays is < 0 or > 3_650) yield return (nameof(EraseAfterDays), "0 to 3650 days");
    }

    internal ProgramArea Area => new(new(CenterLatitude, CenterLongitude), RadiusKilometers * 1_000);

    internal ImmutableArray<AgencyId> AgencyIds => Agencies is [] ? [new("cpd")] : [.. Agencies.Select(AgencyId.From)];
}
