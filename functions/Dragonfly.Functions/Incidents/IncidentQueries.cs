using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Storage;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Incidents;

/// <summary>Lists of incidents, as Cosmos DB is asked for them: each is a range of one indexed text.</summary>
internal static class IncidentQueries
{
    private const string Prefix = "incidents/";

    /// <summary>Those of one agency that are open, or over, by change.</summary>
    public static QueryDefinition Of(IncidentQuery query, bool open)
    {
        var changedAfter = query.ChangedAfter is { } after ? SortableTime.After(after) : SortableTime.Of(DateTimeOffset.MinValue);
        var start = query.After is { } cursor && string.CompareOrdinal(SortableTime.Of(cursor.At), changedAfter) >= 0
            ? IncidentItem.ChangedAs(query.Agency, open, SortableTime.Of(cursor.At), cursor.Id.Value)
            : IncidentItem.ChangedAs(query.Agency, open, changedAfter, "");
        return new QueryDefinition("SELECT c.head, c.cad FROM c WHERE c.changed > @start AND c.changed < @end ORDER BY c.changed")
            .WithParameter("@start", start)
            .WithParameter("@end", IncidentItem.ChangedAs(query.Agency, open, SortableTime.End, ""));
    }

    /// <summary>Those of one agency that may fit a search, the last received first.</summary>
    public static QueryDefinition Of(IncidentSearch search)
    {
        var to = search.To is { } end ? SortableTime.Of(end) : SortableTime.End;
        var before = search.After is { } cursor && string.CompareOrdinal(SortableTime.Of(cursor.At), to) < 0
            ? IncidentItem.ReceivedAs(search.Agency, SortableTime.Of(cursor.At), cursor.Id.Value)
            : IncidentItem.ReceivedAs(search.Agency, to, "");
        var text = "SELECT c.head, c.cad FROM c WHERE c.received < @before AND c.received >= @from";
        if (search.Open is not null) text += " AND c.open = @open";
        if (search.CallType is not null) text += " AND c.callType = @callType";
        if (search.Near is not null) text += " AND c.latitude >= @south AND c.latitude <= @north";
        var query = new QueryDefinition($"{text} ORDER BY c.received DESC")
            .WithParameter("@before", before)
            .WithParameter("@from", IncidentItem.ReceivedAs(search.Agency, SortableTime.Of(search.From ?? DateTimeOffset.MinValue), ""));
        if (search.Open is { } open) query.WithParameter("@open", open);
        if (search.CallType is { } callType) query.WithParameter("@callType", callType);
        if (search.Near is { } near) query.WithParameter("@south", near.Latitudes.South).WithParameter("@north", near.Latitudes.North);
        return query;
    }

    /// <summary>The timelines of those whose due time has passed.</summary>
    public static QueryDefinition DueAt(DateTimeOffset now) =>
        new QueryDefinition("SELECT VALUE c.timeline FROM c WHERE c.dueAt <= @now ORDER BY c.dueAt").WithParameter("@now", SortableTime.Of(now));

    /// <summary>The timelines of those with a live grant on one of these feeds; one as often as it has such feeds.</summary>
    public static QueryDefinition Holding(FeedId[] feeds)
    {
        var query = new QueryDefinition($"SELECT VALUE c.timeline FROM c JOIN f IN c.liveFeeds WHERE f IN ({string.Join(", ", feeds.Select((_, i) => $"@f{i}"))})");
        foreach (var (i, feed) in feeds.Index()) query.WithParameter($"@f{i}", feed.Value);
        return query;
    }

    /// <summary>Those with a bulletin that stands and is for a unit, the last received first.</summary>
    public static QueryDefinition ForUnit(AgencyId agency, string unit) =>
        new QueryDefinition("SELECT c.head, c.cad FROM c WHERE ARRAY_CONTAINS(c.units, @unit) ORDER BY c.received DESC").WithParameter("@unit", IncidentItem.UnitAs(agency, unit));

    /// <summary>The incident whose timeline this is.</summary>
    public static IncidentId IdOf(string timeline) => new(timeline[Prefix.Length..]);
}
