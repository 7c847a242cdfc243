using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Dragonfly.Core.Audit;

/// <summary>The names of events: the <c>$type</c> under which they are stored.</summary>
public static class EventKind
{
    private static readonly FrozenDictionary<Type, string> Names = typeof(TimelineEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToFrozenDictionary(type => type.DerivedType, type => (string)type.TypeDiscriminator!);

    private static readonly FrozenSet<string> Known = Names.Values.ToFrozenSet();

    /// <summary>The name of an event.</summary>
    public static string Of(TimelineEvent happened) => Names[happened.GetType()];

    /// <summary>Whether there are events of a name.</summary>
    public static bool Exists(string name) => Known.Contains(name);
}
