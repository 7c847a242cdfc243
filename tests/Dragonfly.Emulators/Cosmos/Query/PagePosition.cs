using System.Text;
using System.Text.Json;

namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>
/// Where a page ended, as its continuation token says: the last item, the values it was sorted by, how many of its rows were given (a JOIN has several),
/// and how many results came before in all (for TOP, OFFSET and LIMIT). Positions, not offsets, so that a token outlives writes and splits.
/// </summary>
internal sealed record PagePosition(IReadOnlyList<Value> Keys, ulong Rid, int RowsOfItem, long Passed)
{
    public string Token() => Convert.ToBase64String(ValueJson.Bytes(new List(
    [
        // Undefined has no JSON: an empty array stands for it, as in the protocol's own filters.
        new List([.. Keys.Select(key => key.IsUndefined ? new List([]) : key)]),
        new Text(Rid.ToString(System.Globalization.CultureInfo.InvariantCulture)), new Number(RowsOfItem), new Number(Passed),
    ])));

    public static PagePosition? Parse(string? token)
    {
        if (token is null) return null;
        try
        {
            using var json = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(token)));
            if (ValueJson.Read(json.RootElement) is List { Items: [List keys, Text rid, Number rows, Number passed] })
                return new([.. keys.Items.Select(key => key is List { Items.Count: 0 } ? Value.Undefined : key)], ulong.Parse(rid.Chars), (int)rows.Amount, (long)passed.Amount);
        }
        catch (Exception e) when (e is FormatException or JsonException or OverflowException)
        {
        }
        throw new SqlSyntaxException("Invalid Continuation Token");
    }
}
