using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>What a message holds beyond what we understand of it: kept as it came, within limits, and given back.</summary>
/// <param name="Members">By name, the newest of each.</param>
/// <param name="LeftOut">The names, at most a hundred, of members that were not kept: too large, or not Unicode.</param>
public sealed record CadExtra(ImmutableSortedDictionary<string, JsonElement> Members, ImmutableArray<string> LeftOut)
{
    /// <summary>How many bytes of JSON are kept for one incident.</summary>
    public const int MostBytes = 32 * 1024;

    private const int MostLeftOut = 100;
    private const int MostCharacters = 128;
    private static readonly CadExtra None = new(ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal), []);

    /// <summary>The members of a message that are not among those understood; null when there are none.</summary>
    /// <param name="message">The whole message; what is kept of it outlives it.</param>
    /// <param name="understood">Names that are not extra.</param>
    public static CadExtra? In(JsonElement message, FrozenSet<string> understood)
    {
        var rest = message.EnumerateObject().Where(member => !understood.Contains(member.Name)).Select(member => KeyValuePair.Create(member.Name, member.Value)).ToArray();
        return rest is [] ? null : None.With(rest);
    }

    /// <summary>What is kept of an incident after another message.</summary>
    public static CadExtra? After(CadExtra? before, CadExtra? said)
    {
        if (before is null || said is null) return said ?? before;
        var both = before.With(said.Members);
        return both with { LeftOut = [.. both.LeftOut.Union(said.LeftOut).Take(MostLeftOut)] };
    }

    private CadExtra With(IEnumerable<KeyValuePair<string, JsonElement>> said)
    {
        var members = Members.ToBuilder();
        var leftOut = LeftOut.ToBuilder();
        var kept = members.Sum(static member => SizeOf(member.Key, member.Value));
        foreach (var (name, value) in said)
        {
            if (members.TryGetValue(name, out var older)) kept -= SizeOf(name, older);
            members.Remove(name);
            var size = SizeOf(name, value);
            var title = name.Length <= MostCharacters ? name : name[..MostCharacters];
            if (kept + size <= MostBytes && IsUnicode(value))
            {
                members[name] = value.Clone();
                kept += size;
                leftOut.Remove(title);
            }
            else if (leftOut.Count < MostLeftOut && !leftOut.Contains(title))
            {
                leftOut.Add(title);
            }
        }

        return new(members.ToImmutable(), leftOut.ToImmutable());
    }

    private static int SizeOf(string name, JsonElement value) => name.Length + JsonMarshal.GetRawUtf8Value(value).Length;

    // JSON can spell half of a surrogate pair, which the parser lets through and nothing can write again.
    private static bool IsUnicode(JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        if (raw.IndexOf("\\u"u8) < 0) return true;
        var reader = new Utf8JsonReader(raw);
        try
        {
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.String or JsonTokenType.PropertyName, ValueIsEscaped: true }) _ = reader.GetString();
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
