using Dragonfly.Core.Access;

namespace Dragonfly.Core.Accesses.Misuse;

/// <summary>Three rules that tell odd use of one agency's views. Pure, and few enough to be explained to whom they are about.</summary>
/// <param name="rules">Their bounds.</param>
public sealed class MisuseDetector(MisuseRules rules)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Since when views have to be known.</summary>
    public DateTimeOffset Horizon(DateTimeOffset now) => Midnight(now).AddDays(-rules.Days);

    /// <summary>What is found now and was not told of before.</summary>
    /// <param name="views">An agency's views since the <see cref="Horizon"/>.</param>
    /// <param name="people">Those of the viewers whom the directory knows, by id.</param>
    /// <param name="told">What was found before.</param>
    /// <param name="now">What time it is.</param>
    public IEnumerable<MisuseSuspected> Find(IReadOnlyCollection<AccessRecord> views, IReadOnlyDictionary<string, Person> people, MisuseState told, DateTimeOffset now) =>
        [.. Repeat(views, told, now), .. OffShift(views, people, told, now), .. Volume(views, told, now)];

    private IEnumerable<MisuseSuspected> Repeat(IEnumerable<AccessRecord> views, MisuseState told, DateTimeOffset now) =>
        from view in views
        where view.At > now.AddDays(-rules.Days)
        group view by (Person: view.Actor!, view.Feed) into same
        let fresh = same.Where(view => view.At > told.ToldUntil("repeat", same.Key.Person, same.Key.Feed)).OrderBy(view => view.At).ToArray()
        let incidents = fresh.Select(view => view.Incident).Distinct().Count()
        where incidents >= rules.RepeatIncidents
        select new MisuseSuspected("repeat", same.Key.Person, fresh[^1].Role!, fresh[0].At, fresh[^1].At, incidents, rules.RepeatIncidents, same.Key.Feed);

    // One finding speaks for a day, so that one evening's overtime is one question. A shift that becomes known later says nothing of what lies back longer.
    private IEnumerable<MisuseSuspected> OffShift(IEnumerable<AccessRecord> views, IReadOnlyDictionary<string, Person> people, MisuseState told, DateTimeOffset now) =>
        from view in views
        where view.At > now - Day && view.At > told.ToldUntil("offShift", view.Actor!)
        where people.GetValueOrDefault(view.Actor!)?.Shift is { } shift && !shift.Covers(view.At, TimeSpan.FromMinutes(rules.ShiftGraceMinutes))
        group view by view.Actor! into off
        let first = off.MinBy(view => view.At)!
        select new MisuseSuspected("offShift", off.Key, first.Role!, first.At, first.At + Day, off.Count(), 1);

    // Yesterday as well: what was viewed after the last look of a day belongs to that day.
    private IEnumerable<MisuseSuspected> Volume(IEnumerable<AccessRecord> views, MisuseState told, DateTimeOffset now)
    {
        var days = views.GroupBy(view => (Role: view.Role!, Person: view.Actor!, Day: Midnight(view.At))).Select(group => (group.Key.Role, group.Key.Person, group.Key.Day, Count: group.Count()));
        foreach (var role in days.GroupBy(day => day.Role))
        {
            foreach (var (_, person, day, count) in role.Where(day => day.Day >= Midnight(now) - Day && day.Count >= rules.VolumeLeast).OrderBy(day => day.Day))
            {
                var peers = role.Where(peer => peer.Person != person).ToArray();
                if (day <= told.ToldUntil("volume", person) || peers.DistinctBy(peer => peer.Person).Count() < rules.VolumePeers) continue;
                var median = MedianOf([.. peers.Select(peer => peer.Count).Order()]);
                var threshold = Math.Max(rules.VolumeLeast, (int)Math.Ceiling(rules.VolumeFactor * median));
                if (count >= threshold) yield return new("volume", person, role.Key, day, day + Day - TimeSpan.FromTicks(1), count, threshold, PeerMedian: median);
            }
        }
    }

    private static double MedianOf(int[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2.0;

    private static DateTimeOffset Midnight(DateTimeOffset at) => new(at.UtcDateTime.Date, TimeSpan.Zero);
}
