namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>The order of ORDER BY among rows.</summary>
internal static class Orders
{
    public static IComparer<Scope> By(IReadOnlyList<OrderItem> items) => Comparer<Scope>.Create((left, right) =>
        Compare(items, Keys(items, left), Keys(items, right)));

    public static IReadOnlyList<Value> Keys(IReadOnlyList<OrderItem> items, Scope row) => [.. items.Select(item => Evaluator.Of(item.Value, row))];

    public static int Compare(IReadOnlyList<OrderItem> items, IReadOnlyList<Value> left, IReadOnlyList<Value> right)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var order = ValueOrder.Sort(left[i], right[i]);
            if (order != 0) return items[i].Descending ? -order : order;
        }
        return 0;
    }
}
