using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;

namespace Dragonfly.Local.Registry;

/// <summary>Makes partners of the feeds of an invented registry, for any store to write.</summary>
internal sealed class Seeding(TimeProvider clock, ImmutableArray<AgencyId> agencies)
{
    // Long enough that no demonstration outlives it.
    private const int YearsOfAgreement = 10;

    /// <summary>The user of an invented partner whom a development token without a name is of.</summary>
    public const string DevelopmentOwner = "dev-partner-owner";

    /// <summary>The first write of each partner.</summary>
    /// <param name="feeds">The feeds.</param>
    /// <param name="nameOf">What the partner of a feed is called.</param>
    public IEnumerable<PartnerWrite> WritesFor(IEnumerable<Feed> feeds, Func<Feed, string> nameOf)
    {
        var adoption = AdoptionAt("seed", clock.GetUtcNow(), agencies);
        return feeds.GroupBy(feed => feed.Partner).Select(partner => adoption.WriteFor(partner.Key, nameOf(partner.First()), OwnerOf(partner.Key), [.. partner]));
    }

    /// <summary>The owner of an invented partner.</summary>
    public static string OwnerOf(PartnerId partner) => partner.Value == "partner-0001" ? DevelopmentOwner : $"owner-of-{partner}";

    /// <summary>Takes up feeds at a moment, with agreements that last.</summary>
    internal static Adoption AdoptionAt(string source, DateTimeOffset now, ImmutableArray<AgencyId> agencies) => new(Origin.System(source), now, agencies, now.AddYears(YearsOfAgreement));
}
