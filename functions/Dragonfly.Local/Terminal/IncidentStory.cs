using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;
using static Dragonfly.Local.Terminal.Phrases;
using static Dragonfly.Local.Terminal.Terminals;

namespace Dragonfly.Local.Terminal;

/// <summary>What happened to an incident from one view to the next, in lines of markup for people.</summary>
/// <param name="zone">The time zone that clock times are told in.</param>
/// <param name="speed">How many times faster than real the clock of the views passes: what the machine took is told in the machine's time.</param>
internal sealed class IncidentStory(TimeZoneInfo zone, double speed)
{
    private const string Indent = "           ";

    /// <summary>The lines; none when there is nothing worth saying.</summary>
    /// <param name="before">The last view that was told; null for an incident not heard of.</param>
    /// <param name="view">The new view.</param>
    /// <param name="pushedAt">When it had reached the RTIC.</param>
    public IReadOnlyList<string> Tell(IncidentView? before, IncidentView view, DateTimeOffset pushedAt)
    {
        var lines = new List<string>();
        if (before is null || (before.Grants.IsEmpty && !view.Grants.IsEmpty)) lines.Add(Heading(before, view));
        if (view.Threat is { ApprovedBy: not null } threat && before?.Threat is not { ApprovedBy: not null }) lines.Add(Approved(threat));
        var known = before?.Grants.ToDictionary(grant => grant.GrantId) ?? [];
        var changed = view.Grants.Select(grant => (Before: known.GetValueOrDefault(grant.GrantId), Now: grant)).Where(pair => pair.Before != pair.Now).ToArray();

        lines.AddRange(changed.Where(grant => grant.Now.UnlockedAt is not null && grant.Before?.UnlockedAt is null).Select(grant => Unlocked(grant.Now)));
        lines.AddRange(changed.Select(Trouble).OfType<string>());
        lines.AddRange(changed
            .Where(grant => grant.Now is { State: GrantState.Locked, UnlockedAt: not null } && grant.Before?.State is not GrantState.Locked)
            .GroupBy(grant => grant.Now.Reason, grant => grant.Now)
            .Select(Locked));
        if (!view.Grants.IsEmpty && lines.Count > 0) lines.Add(Pushed(view, pushedAt));
        return lines;
    }

    private string Heading(IncidentView? before, IncidentView view)
    {
        var (at, verb) = before is null ? (view.ReceivedAt, view.Threat is null ? "received" : "declared") : (view.ChangedAt, "changed");
        var what = $"{Safe(view.Number)} {Safe(view.CallType ?? "of no type")}{Place(view.Location)}";
        var time = Invariant($"{TimeZoneInfo.ConvertTime(at, zone):HH:mm:ss}");
        return view switch
        {
            { Grants.IsEmpty: false, AwaitingApproval: true, Threat: null } =>
                $"[grey]{time}[/] [bold yellow]●[/] [bold]{what}[/] {verb}: {Count(view.Grants.Length, "feed")} to unlock when a supervisor approves",
            { Grants.IsEmpty: false } => $"[grey]{time}[/] [bold yellow]●[/] [bold]{what}[/] {verb}: {Count(view.Grants.Length, "feed")} to unlock",
            { Decision: "qualified" } => $"[grey]{time}[/] [yellow]●[/] [bold]{what}[/] {verb}: it qualifies, but no feed in range is shared now",
            { Decision: { } reason } => $"[dim]{time} · {what}: no unlock, {Safe(Words(reason))}[/]",
            _ => $"[dim]{time} · {what}: {verb}[/]",
        };
    }

    private string Approved(ThreatView threat) => $"{Indent}[green]approved[/]  by another supervisor, until {Invariant($"{TimeZoneInfo.ConvertTime(threat.EndsAt, zone):HH:mm}")}";

    private static string Place(LocationView? location) => location switch
    {
        { Address: { Length: > 0 } address } => $" at {Safe(address)}",
        { Latitude: { } latitude, Longitude: { } longitude } => Invariant($" at {latitude:0.0000}, {longitude:0.0000}"),
        _ => "",
    };

    private string Unlocked(GrantView grant) =>
        $"{Indent}[green]unlocked[/]  {Safe(grant.FeedName)}  {Away(grant)}  [bold]{Took(grant.UnlockedAt!.Value - grant.IssuedAt)}[/]";

    private static string? Trouble((GrantView? Before, GrantView Now) grant) => grant switch
    {
        { Now: { State: GrantState.Failed } now } when grant.Before?.State is not GrantState.Failed =>
            $"{Indent}[red]never opened[/]  {Safe(now.FeedName)}: {Reason(now)}",
        { Now: { Overdue: true } now } when grant.Before is not { Overdue: true } =>
            $"{Indent}[bold red]overdue[/]  {Safe(now.FeedName)}: the video system has not {(now.State is GrantState.Locking ? "locked" : "opened")} it yet",
        { Now: { State: GrantState.Pending, Reason: not null } now } when grant.Before?.Reason is null =>
            $"{Indent}[red]not open yet[/]  {Safe(now.FeedName)}: {Reason(now)}, trying again",
        _ => null,
    };

    private string Locked(IGrouping<string?, GrantView> grants)
    {
        var (first, count) = (grants.First(), grants.Count());
        var longest = grants.Max(grant => grant.LockedAt - grant.UnlockedAt) ?? TimeSpan.Zero;
        var which = count == 1 ? Safe(first.FeedName) : Count(count, "feed");
        return $"{Indent}[aqua]re-locked[/]  {which}: {Reason(first)}, open for {Duration(longest)}";
    }

    private string Pushed(IncidentView view, DateTimeOffset pushedAt) =>
        $"{Indent}[blue]RTIC pushed[/]  {Safe(view.Number)} version {view.Version} in {Took(pushedAt - view.ChangedAt)}";

    private static string Away(GrantView grant) => Invariant($"{grant.DistanceMeters:0} m{(grant.InView ? ", in view" : "")}");

    private static string Reason(GrantView grant) => Safe(Words(grant.Reason ?? "no reason given"));

    private string Took(TimeSpan onTheClock) => Invariant($"{Math.Max(0, onTheClock.TotalMilliseconds / speed):0.0} ms");
}
