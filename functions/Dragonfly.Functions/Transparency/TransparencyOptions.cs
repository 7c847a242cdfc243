using Dragonfly.Core.Registry;
using Dragonfly.Core.Transparency;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Configuration;
using Dragonfly.Functions.Incidents.Cad;
using Dragonfly.Functions.Registry;

namespace Dragonfly.Functions.Transparency;

/// <summary>
/// What an installation says of itself in public; section <c>Transparency</c> of the settings. What is left out is said as it is by default, or said to be not stated. The
/// program's promises are no settings: they are told beside whatever is set here.
/// </summary>
public sealed record TransparencyOptions : IOptionSection
{
    static string IOptionSection.Section => "Transparency";

    /// <summary>What the program is called.</summary>
    public string Program { get; init; } = "Dragonfly Community Connect";

    /// <summary>What the system takes note of; null for what it does by default.</summary>
    public string[]? Detected { get; init; }

    /// <summary>What it does not, beside what is promised.</summary>
    public string[]? NotDetected { get; init; }

    /// <summary>What it may not be used for, beside what is promised.</summary>
    public string[]? ProhibitedUses { get; init; }

    /// <summary>What else is kept for how long, beside what the system keeps.</summary>
    public RetentionRule[]? Retention { get; init; }

    /// <summary>Who can view feeds that are unlocked; null for the agencies that owners may let in.</summary>
    public string[]? OrganizationsWithAccess { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Property, string Must)> Faults()
    {
        if (string.IsNullOrWhiteSpace(Program)) yield return (nameof(Program), "what the program is called");
    }

    internal StandingFacts FactsUnder(UnlockPolicy policy, CadOptions cad, AuditOptions audit, RegistryOptions registry) => new(
        Program,
        [.. Detected ??
        [
            "each incident that a CAD system reports: its number, call type, place, beat, status and times",
            "each unlock, each view and each refusal: who, which feed, for which incident, when, for how long and why it ended",
            "each still and recording that is kept, and everything that is done with it; each bulletin to officers, and who has seen it",
        ]],
        [.. Analytics.Promised, "anything in a picture: the system looks at no video by itself, and reads no license plates", .. NotDetected ?? []],
        [
            "facial recognition, or any other identification of persons by machine",
            "monitoring: nothing can be viewed without an incident that the policy names or a threat that two supervisors stand for",
            "immigration enforcement, protests and civil disturbance, curfews: such calls unlock nothing, whatever a policy says",
            "priority for partners: what dispatch receives is the same with and without them",
            .. ProhibitedUses ?? [],
        ],
        [.. UnlockPolicy.Forbidden.Order(StringComparer.Ordinal)],
        [.. policy.Rules.Keys.Union(policy.Threats?.Reasons ?? [], StringComparer.Ordinal).Order(StringComparer.Ordinal)], // A threat unlocks as well.
        policy.Version,
        [.. Analytics.Permitted],
        [
            new("live video", 0, "is shown and not kept; what partners record stays with them, but for the clips below"),
            new("stills and recordings of feeds while they were unlocked, and of the minutes before where the owner allows it", policy.LongestRetentionDays(), "at the most, then deleted; one that a supervisor holds for a case is kept until it is released"),
            new("the log of every unlock, view and refusal", audit.RetainDays, "at the least; holds opaque ids and codes, no names"),
            new("what CAD told of an incident, such as its address", null, "beside the log, so that it can be deleted without breaking it"),
            new("what people call a partner that left, its sites and cameras", registry.EraseAfterDays, "then deleted; its part of the log stays"),
            new("messages of CAD that were not understood", (int)Math.Ceiling(cad.KeepRejected.TotalDays), "for repair"),
            .. Retention ?? [],
        ],
        [.. OrganizationsWithAccess ?? [.. registry.AgencyIds.Select(agency => agency.Value)]],
        registry.AgreementVersion);
}
