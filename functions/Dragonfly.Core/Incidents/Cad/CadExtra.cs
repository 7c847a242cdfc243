using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>What a message holds beyond what we understand of it: kept as it came, within limits, and given back.</summary>
/// <param name="Members">By name, the newest of each.</param>
/// <param name="LeftOut">The names of members that were too large to keep.</param>
public sealed record CadExtra(ImmutableSortedDictionary<string, JsonElement> Members, ImmutableArray<string> LeftOut)
{
    /// <summary>How many bytes of JSON are kept for one incident.</summary>
    public const int MostBytes = 32 * 1024;

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
    public static CadExtra? After(CadExtra? before, CadExtra? said) => said is null || before is null ? said ?? before : before.With(said.Members) with
    {
        LeftOut = [.. before.With(said.Members).LeftOut.Union(said.LeftOut)],
    };

    private CadExtra With(IEnumerable<KeyValuePair<string, JsonElement>> said)
    {
        var members = Members.ToBuilder();
        var leftOut = LeftOut.ToBuilder();
        foreach (var (name, value) in said)
        {
            members.Remove(name);
            var others = members.Sum(static member => SizeOf(member.Key, member.Value));
            if (others + SizeOf(name, value) <= MostBytes) members[name] = value.Clone();
            else if (leftOut.Count < 100 && !leftOut.Contains(name)) leftOut.Add(name);
        }

        return new(members.ToImmutable(), leftOut.ToImmutable());
    }

    private static int SizeOf(string name, JsonElement value) => name.Length + JsonMarshal.GetRawUtf8Value(value).Length;
}
