using System.Collections.Immutable;

namespace Dragonfly.Core.Transparency;

/// <summary>What holds of the program whatever happens in a month.</summary>
/// <param name="Program">What it is called.</param>
/// <param name="Detected">What the system takes note of.</param>
/// <param name="NotDetected">What it does not, and refuses.</param>
/// <param name="ProhibitedUses">What it may not be used for.</param>
/// <param name="ForbiddenCallTypes">The call types (registry codes) for which no feed may ever be unlocked.</param>
/// <param name="UnlockingCallTypes">The call types for which feeds may be unlocked under the policy that stands.</param>
/// <param name="PolicyVersion">That policy.</param>
/// <param name="PermittedAnalytics">The analytics that may run on a feed.</param>
/// <param name="Retention">What is kept for how long.</param>
/// <param name="OrganizationsWithAccess">Who can view feeds that are unlocked; empty when this installation does not say.</param>
/// <param name="AgreementVersion">The agreement that partners sign; null when this installation does not say.</param>
public sealed record StandingFacts(
    string Program,
    ImmutableArray<string> Detected,
    ImmutableArray<string> NotDetected,
    ImmutableArray<string> ProhibitedUses,
    ImmutableArray<string> ForbiddenCallTypes,
    ImmutableArray<string> UnlockingCallTypes,
    string PolicyVersion,
    ImmutableArray<string> PermittedAnalytics,
    ImmutableArray<RetentionRule> Retention,
    ImmutableArray<string> OrganizationsWithAccess,
    int? AgreementVersion);

/// <summary>How long something is kept.</summary>
/// <param name="What">What.</param>
/// <param name="Days">How many days; null when it is not deleted by age, 0 when it is not kept at all.</param>
/// <param name="Note">What there is to say beside.</param>
public sealed record RetentionRule(string What, int? Days, string Note);
