using Dragonfly.Core.Registry;
using Dragonfly.Local.Registry;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Bench;

/// <summary>Registries to measure with.</summary>
internal static class BenchRegistry
{
    /// <summary>Makes partners of feeds, as the program does with an invented registry; every one lets <c>cpd</c> in.</summary>
    public static Task SeedAsync(SqliteRegistry registry, IEnumerable<Feed> feeds) =>
        registry.WriteAllAsync(new Seeding(TimeProvider.System, [new("cpd")]).WritesFor(feeds, feed => feed.Partner.Value));
}
