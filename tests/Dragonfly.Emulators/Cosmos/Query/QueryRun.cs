using Dragonfly.Emulators.Cosmos.Items;
using Dragonfly.Emulators.Cosmos.Resources;

namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>Runs a query over the items of one physical partition (or one key of it), a page at a time.</summary>
internal sealed class QueryRun(SqlQuery query, QuerySpec spec, IndexingPolicy policy)
{
    private const int MaxPageBytes = 4 * 1024 * 1024;

    private readonly IndexUse _index = new(query, policy);
    private readonly bool _reverse = SortPlan.IsReverse(query, policy);
    // FROM c alone, which nearly all queries have: a row is the item, without going through sources.
    private readonly string? _alone = query.From?.Sources is [{ Iterates: false, Value: Name, Alias: var alias }] ? alias : null;
    private int _lookups;
    private long _loaded;

    /// <summary>Terms of the index, one list for each condition, of which every result's item has one.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Terms => [.. _index.Terms(query.From, new Scope(spec.Parameters, Value.Undefined))];

    /// <param name="items">In the order they were made.</param>
    public QueryPage Page(IEnumerable<Item> items, int maxItems, PagePosition? after)
    {
        if (query.GroupBy.Count > 0 || Aggregates.Has(query.Select)) return Whole(items);
        var (skip, limit) = Window();
        var (passed, bytes) = (after?.Passed ?? 0, 0);
        var results = new List<Value>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        PagePosition? last = null;
        foreach (var row in After(Rows(items), after))
        {
            if (passed >= limit) return Ended(results, null);
            if (results.Count >= maxItems || bytes > MaxPageBytes) return Ended(results, last! with { Passed = passed });
            if (row.Nth == 0) _loaded += row.Item.Json.Length;
            last = new(row.Keys, row.Item.Rid, row.Nth + 1, passed);
            var result = Projection.Of(query, row.Scope);
            if (result.IsUndefined || (query.Distinct && !seen.Add(Projection.Key(result)))) continue;
            if (passed++ < skip) continue;
            results.Add(result);
            bytes += row.Item.Json.Length;
        }
        return Ended(results, null);
    }

    // TOP and LIMIT end the query; OFFSET passes over its first results.
    private (long Skip, long Limit) Window()
    {
        var scope = new Scope(spec.Parameters, Value.Undefined);
        var skip = query.Offset is { } offset ? Projection.Count(offset, scope) : 0;
        var limit = query.Limit is { } count ? skip + (long)Projection.Count(count, scope) : long.MaxValue;
        return (skip, query.Top is { } top ? Math.Min(limit, Projection.Count(top, scope)) : limit);
    }

    private QueryPage Ended(List<Value> results, PagePosition? next) => new(results, next, _lookups, _loaded, _reverse);

    private QueryPage Whole(IEnumerable<Item> items)
    {
        var rows = Rows(items).ToList();
        var countsOnly = _index.Left.Count == 0 && query is { GroupBy.Count: 0, Select: var select } && Aggregates.OnlyCounts(select);
        if (!countsOnly) _loaded += rows.Where(row => row.Nth == 0).Sum(row => (long)row.Item.Json.Length);
        var results = Projection.Of(query, rows.Select(row => row.Scope), new Scope(spec.Parameters, Value.Undefined)).ToList();
        return Ended(results, null);
    }

    private IEnumerable<Row> Rows(IEnumerable<Item> items)
    {
        // A query that reads nothing has one row.
        if (query.From is null) return [new Row(Item.Marker(0, 0), new Scope(spec.Parameters, Value.Undefined), [], 0)];
        var rows = items.SelectMany(RowsOf);
        if (query.OrderBy.Count == 0) return rows;
        // Among equals as the index is read: rows of one item stay together, in their own order.
        return rows.Order(Comparer<Row>.Create((a, b) => Orders.Compare(query.OrderBy, a.Keys, b.Keys) is not 0 and var order ? order
            : a.Item.Rid != b.Item.Rid ? (_reverse ? b.Item.Rid.CompareTo(a.Item.Rid) : a.Item.Rid.CompareTo(b.Item.Rid)) : a.Nth.CompareTo(b.Nth)));
    }

    private IEnumerable<Row> RowsOf(Item item)
    {
        var scope = new Scope(spec.Parameters, item.Value);
        if (_alone is not null) return RowOf(item, scope.With(_alone, item.Value));
        var found = Subqueries.Sources(query, scope).Where(row => All(_index.Served, row)).ToList();
        if (found.Count == 0) return [];
        _lookups++;
        var rows = found.Where(row => All(_index.Left, row)).ToList();
        if (rows.Count == 0) _loaded += item.Json.Length;
        return rows.Select((row, nth) => new Row(item, row, Orders.Keys(query.OrderBy, row), nth));
    }

    private IEnumerable<Row> RowOf(Item item, Scope row)
    {
        if (!All(_index.Served, row)) return [];
        _lookups++;
        if (All(_index.Left, row)) return [new Row(item, row, Orders.Keys(query.OrderBy, row), 0)];
        _loaded += item.Json.Length;
        return [];
    }

    private static bool All(IReadOnlyList<Expression> conditions, Scope row)
    {
        foreach (var condition in conditions)
        {
            if (!Evaluator.Holds(condition, row)) return false;
        }
        return true;
    }

    private IEnumerable<Row> After(IEnumerable<Row> rows, PagePosition? after)
    {
        if (after is not null) rows = rows.SkipWhile(row => Place(row, after.Keys, after.Rid) is < 0 || (Place(row, after.Keys, after.Rid) == 0 && row.Nth < after.RowsOfItem));
        return spec.Resume is { } resume ? rows.SkipWhile(row => IsBefore(row, resume)) : rows;
    }

    private bool IsBefore(Row row, ResumeFilter resume)
    {
        var order = Orders.Compare(query.OrderBy, row.Keys, resume.Values);
        if (order != 0) return order < 0;
        return resume.Exclude ? resume.Rid is null || Place(row, resume.Values, resume.Rid.Value) <= 0 : resume.Rid is { } rid && Place(row, resume.Values, rid) < 0;
    }

    // Before (-), at (0) or after (+) an item with these values.
    private int Place(Row row, IReadOnlyList<Value> keys, ulong rid)
    {
        var order = Orders.Compare(query.OrderBy, row.Keys, keys);
        if (order != 0) return order;
        return _reverse ? rid.CompareTo(row.Item.Rid) : row.Item.Rid.CompareTo(rid);
    }

    private sealed record Row(Item Item, Scope Scope, IReadOnlyList<Value> Keys, int Nth);
}
