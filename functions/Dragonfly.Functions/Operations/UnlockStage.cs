using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Functions.Operations;

/// <summary>
/// How long an unlock has taken when it comes to a stage, counted from when its grants were issued, which is when the message that called for them was received; where a
/// supervisor had to approve, from then. A call may unlock hours after it was first received, when it turns into another: that is no delay.
/// </summary>
internal static class UnlockStage
{
    /// <summary>The decision is in the store.</summary>
    public const string Decided = "decided";

    /// <summary>The RTIC was sent the incident with its pending feeds.</summary>
    public const string Pushed = "pushed";

    /// <summary>The video system has opened a feed.</summary>
    public const string Opened = "opened";

    /// <summary>That is in the store and was sent to the RTIC: whoever sees it gets a ticket.</summary>
    public const string Viewable = "viewable";

    /// <summary>The incident's new grants have come to a stage.</summary>
    /// <param name="stage">Which.</param>
    /// <param name="written">What was just written.</param>
    /// <param name="now">The moment.</param>
    public static void Reach(string stage, IncidentDraft written, DateTimeOffset now)
    {
        if (written.Entries.Any(entry => entry.Event is UnlockDecided { Issued: not [] })) Record(stage, now - written.Now);
    }

    /// <summary>A grant has come to a stage.</summary>
    public static void Reach(string stage, Grant grant, DateTimeOffset now) => Record(stage, now - SinceOf(grant));

    /// <summary>From where the time of a grant counts.</summary>
    public static DateTimeOffset SinceOf(Grant grant) => grant.ApprovedAt ?? grant.IssuedAt;

    private static void Record(string stage, TimeSpan took) => Telemetry.UnlockStages.Record(took.TotalMilliseconds, new KeyValuePair<string, object?>("stage", stage));
}
