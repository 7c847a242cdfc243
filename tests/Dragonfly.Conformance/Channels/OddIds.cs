using Xunit;

namespace Dragonfly.Conformance.Channels;

/// <summary>Ids that a path, a query, a JWT or a name made of several may stumble over.</summary>
public static class OddIds
{
    /// <summary>For theories.</summary>
    public static TheoryData<string> All { get; } =
        ["a/b", "..", ".", "%2F", "a%b", "a?b#c", "a b+c&d=e", "a:b", "x;y,z", "\"quoted\"", "Zoë Ångström", "監督者", "🐉", new('x', 128)];
}
