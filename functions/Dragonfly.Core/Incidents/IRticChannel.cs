using System.Text.Json.Serialization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Clips;

namespace Dragonfly.Core.Incidents;

/// <summary>The live channel to the RTIC's dashboards: hub <c>rtic</c>, one group per agency and one for its supervisors, messages <c>incident</c> and <c>notice</c>.</summary>
public interface IRticChannel
{
    /// <summary>Sends the incident's view to its agency. A failure is the caller's to count and swallow: dashboards catch up by version.</summary>
    Task PushAsync(IncidentView view, CancellationToken cancellation);

    /// <summary>Sends a notice to an agency, or with none named to all; one that is <see cref="Notice.IsForSupervisors">for supervisors</see> to the agency's supervisors alone. A failure is the caller's to count and swallow: what lasts is in the views, or is said again.</summary>
    Task NotifyAsync(AgencyId? agency, Notice notice, CancellationToken cancellation);

    /// <summary>Lets a dashboard user connect.</summary>
    /// <param name="user">Opaque id of the user.</param>
    /// <param name="agency">Whose incidents the connection gets.</param>
    /// <param name="supervises">Whether it gets what is for supervisors too.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<Negotiation> NegotiateAsync(string user, AgencyId agency, bool supervises, CancellationToken cancellation);
}

/// <summary>Something that people should know of, beyond what the views show.</summary>
/// <param name="Code">What, for programs; one of <see cref="NoticeCode"/>.</param>
/// <param name="At">When it was noticed.</param>
/// <param name="Incident">The incident it is about, if it is about one.</param>
/// <param name="Since">Since when it has been so, if it has lasted.</param>
/// <param name="PolicyVersion">The policy it is about, if it is about one.</param>
/// <param name="Clip">The clip it is about, if it is about one.</param>
public sealed record Notice(string Code, DateTimeOffset At, IncidentId? Incident = null, DateTimeOffset? Since = null, string? PolicyVersion = null, ClipId? Clip = null)
{
    /// <summary>Whether only supervisors are to know.</summary>
    [JsonIgnore]
    public bool IsForSupervisors => Code is NoticeCode.PossibleMisuse;
}

/// <summary>The codes of notices.</summary>
public static class NoticeCode
{
    /// <summary>Feeds wait for a supervisor, or a threat for its second one.</summary>
    public const string ApprovalNeeded = "approvalNeeded";

    /// <summary>The video system has not confirmed a lock for more than ten seconds.</summary>
    public const string LockOverdue = "lockOverdue";

    /// <summary>Nothing was heard from the agency's CAD system for too long: no calls, and no closes either.</summary>
    public const string CadSilent = "cadSilent";

    /// <summary>Another unlock policy stands.</summary>
    public const string PolicyChanged = "policyChanged";

    /// <summary>An owner stopped sharing, and feeds of the incident locked.</summary>
    public const string LockedByOwner = "lockedByOwner";

    /// <summary>A bulletin was sent to a unit again and again, and no device has it.</summary>
    public const string BulletinUndelivered = "bulletinUndelivered";

    /// <summary>A clip can be looked at.</summary>
    public const string ClipAvailable = "clipAvailable";

    /// <summary>A clip did not come, or is not what was asked for.</summary>
    public const string ClipFailed = "clipFailed";

    /// <summary>A rule found use of video that a supervisor should look at. For supervisors alone.</summary>
    public const string PossibleMisuse = "possibleMisuse";
}

/// <summary>Where to connect and with which token: the answer that every SignalR client follows by itself.</summary>
public sealed record Negotiation(string Url, string AccessToken);
