using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Registry;

/// <summary>Makes partners of feeds that come without: those of an invented registry, and those that an older version of this program kept.</summary>
internal sealed class Seeding(SqliteDatabase database, SqliteRegistry registry, TimeProvider clock, ImmutableArray<AgencyId> agencies)
{
    private const string Store = "registry";

    // Long enough that no demonstration outlives it.
    private const int YearsOfAgreement = 10;

    /// <summary>The user of an invented partner whom a development token without a name is of.</summary>
    public const string DevelopmentOwner = "dev-partner-owner";

    /// <summary>Takes up the feeds of an invented registry.</summary>
    /// <param name="feeds">The feeds.</param>
    /// <param name="nameOf">What the partner of a feed is called.</param>
    public Task SeedAsync(IEnumerable<Feed> feeds, Func<Feed, string> nameOf)
    {
        var adoption = AdoptionAt("seed", agencies);
        return registry.WriteAllAsync(feeds.GroupBy(feed => feed.Partner).Select(partner => adoption.WriteFor(partner.Key, nameOf(partner.First()), OwnerOf(partner.Key), [.. partner])));
    }

    /// <summary>Takes up the feeds that versions 1 and 2 kept, each as it was shared, with the agencies of the incidents that are on record.</summary>
    public async Task AdoptAsync()
    {
        var (feeds, heard) = await database.ReadAsync(Store, Forebears.Read);
        var adoption = AdoptionAt("migration", [.. heard.Union(agencies)]);
        await registry.WriteAllAsync(feeds.GroupBy(feed => feed.Partner).Select(partner => adoption.WriteFor(partner.Key, partner.Key.Value, null, [.. partner])), Forebears.Forget);
    }

    /// <summary>The owner of an invented partner.</summary>
    public static string OwnerOf(PartnerId partner) => partner.Value == "partner-0001" ? DevelopmentOwner : $"owner-of-{partner}";

    private Adoption AdoptionAt(string source, ImmutableArray<AgencyId> agencies)
    {
        var now = clock.GetUtcNow();
        return new(Origin.System(source), now, agencies, now.AddYears(YearsOfAgreement));
    }
}
