using System.Collections.Immutable;
using Dragonfly.Core.Access;

namespace Dragonfly.Core.Registry;

/// <summary>The owner's word on one feed. Each change makes a new version; an access cites the version it stood on.</summary>
/// <param name="Version">The sequence of the last entry of the partner's timeline that has a part in it: anybody can look it up.</param>
/// <param name="Active">False before the agreement is signed, while the partner is suspended and after anything of it is withdrawn: nothing opens.</param>
/// <param name="Sharing">The owner's rule for the feed.</param>
/// <param name="Bounds">What else the owner said that this feed falls under; null when nothing.</param>
public sealed record Consent(long Version, bool Active, SharingRule Sharing, ConsentBounds? Bounds = null)
{
    /// <summary>Whether the owner lets an agency unlock the feed for a call of this type now: every rule must.</summary>
    public Permission Permits(AgencyId agency, string callType, string timeZone, DateTimeOffset now)
    {
        if (!Active) return Permission.Refused("noConsent");
        var permission = Sharing.Permits(callType, timeZone, now);
        return Bounds is null || permission.Refusal is not null ? permission : permission.And(Bounds.Permits(agency, callType, timeZone, now));
    }

    /// <summary>
    /// Whether the owner shares the feed with an agency at present, for whatever calls and at whatever hours: nothing is withdrawn, suspended, switched off or
    /// paused, and the agency is let in. What is not shared so opens for no call.
    /// </summary>
    public bool SharesWith(AgencyId agency, DateTimeOffset now) => Active && Sharing.Stop(now) is null && (Bounds is null || Bounds.SharesWith(agency, now));

    /// <summary>How many minutes of what was recorded before an unlock an agency may have: as few as any rule says.</summary>
    public int LookBackMinutesFor(AgencyId agency) => Math.Min(Sharing.LookBackMinutes, Bounds?.LookBackMinutesFor(agency) ?? int.MaxValue);
}

/// <summary>What an owner said for more than one feed. Shared by all the feeds of a site.</summary>
/// <param name="Rules">The rules of the partnership and of the site: every one must permit.</param>
/// <param name="Agencies">The agencies that are let in, each with the rule that holds for it beside the others. One that is not named is not let in.</param>
/// <param name="EndsAt">When the agreement ends.</param>
public sealed record ConsentBounds(ImmutableArray<SharingRule> Rules, ImmutableSortedDictionary<AgencyId, SharingRule> Agencies, DateTimeOffset EndsAt)
{
    internal Permission Permits(AgencyId agency, string callType, string timeZone, DateTimeOffset now)
    {
        if (EndsAt <= now) return Permission.Refused("agreementEnded");
        if (!Agencies.TryGetValue(agency, out var rule)) return Permission.Refused("agencyNotLetIn");
        var permission = (Permission.Granted(EndsAt) with { Ends = "agreementEnded" }).And(rule.Permits(callType, timeZone, now));
        foreach (var another in Rules) permission = permission.And(another.Permits(callType, timeZone, now));
        return permission;
    }

    internal bool SharesWith(AgencyId agency, DateTimeOffset now) =>
        EndsAt > now && Agencies.TryGetValue(agency, out var rule) && rule.Stop(now) is null && Rules.All(another => another.Stop(now) is null);

    internal int LookBackMinutesFor(AgencyId agency) =>
        Agencies.TryGetValue(agency, out var rule) ? Rules.Select(another => another.LookBackMinutes).Append(rule.LookBackMinutes).Min() : 0;
}
