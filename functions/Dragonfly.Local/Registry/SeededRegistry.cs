using System.Collections.Immutable;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;

namespace Dragonfly.Local.Registry;

/// <summary>
/// An invented registry around downtown Chattanooga, for a machine that has no real one. The same size and seed give the same registry everywhere.
/// </summary>
public sealed record SeededRegistry(ImmutableArray<SeededPartner> Partners, ImmutableArray<Feed> Feeds)
{
    private const string TimeZone = "America/New_York";
    private const double Reach = 7_700;

    // Whatever the seed, so many feeds near the center are shared always: the first call that a newcomer reports unlocks something.
    private const int FeedsAtCenter = 16;
    private const double CenterReach = 110;

    private static readonly string[] InFront = ["Front Door", "Entrance", "Sidewalk", "Street Corner", "Patio", "Drive-Through"];
    private static readonly string[] Behind = ["Rear Door", "Parking Lot", "Loading Dock", "Side Alley"];

    /// <summary>Where it all is: 35.0456, −85.3097.</summary>
    public static GeoPoint Downtown { get; } = new(35.0456, -85.3097);

    /// <summary>
    /// Makes so many feeds, three partners to every twenty (2,000 feeds, 300 partners), the fewer the farther from <see cref="Downtown"/>, out to 8 km.
    /// At least a dozen feeds within 300 m of it, or all if there are fewer, are shared always.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="feeds"/> is negative.</exception>
    public static SeededRegistry Generate(int feeds, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(feeds);
        var random = new SeededRandom(seed);
        var cameras = CamerasPerSite(feeds, random);
        var names = BusinessNames.Make(cameras.Length, random);
        var clusters = Clusters((cameras.Length / 2) + 1, random);
        var grid = new StreetGrid(Downtown);
        var partners = ImmutableArray.CreateBuilder<SeededPartner>(cameras.Length);
        var made = ImmutableArray.CreateBuilder<Feed>(feeds);
        for (var site = 0; site < cameras.Length; site++)
        {
            var central = made.Count < FeedsAtCenter;
            var (right, up) = central ? Scale(random.InDisk(), CenterReach) : Near(random.Pick(clusters), random);
            var front = grid.Take(right, up, random);
            var consent = central ? new Consent(1, true, SharingRule.Always) : SeededSharing.Draw(random);
            var partner = new SeededPartner(new($"partner-{site + 1:D4}"), names[site], front.Place(), cameras[site]);
            partners.Add(partner);
            for (var camera = 0; camera < cameras[site]; camera++)
            {
                var own = central ? consent : SeededSharing.ForCamera(consent, random);
                made.Add(MakeFeed(new($"feed-{made.Count + 1:D6}"), partner, camera, front, own, random));
            }
        }

        return new(partners.MoveToImmutable(), made.MoveToImmutable());
    }

    /// <summary>What the partner of an invented feed is called, which the feed's name begins with.</summary>
    public static string PartnerNameIn(Feed feed) => feed.Name[..feed.Name.LastIndexOf(", ", StringComparison.Ordinal)];

    private static Feed MakeFeed(FeedId id, SeededPartner partner, int camera, StreetGrid.Frontage front, Consent consent, SeededRandom random)
    {
        var behind = camera % 3 == 2;
        var (spots, round) = behind ? (Behind, camera / 3) : (InFront, camera - (camera / 3));
        var name = $"{partner.Name}, {spots[round % spots.Length]}{(round < spots.Length ? "" : $" {(round / spots.Length) + 1}")}";
        var place = front.Place(along: (camera % 4 * 3) - 4.5, behind: behind ? random.Between(12, 25) : random.Between(0, 2));
        var azimuth = (front.Facing + (behind ? 180 : 0) + random.Next(81) - 40 + 360) % 360;
        var view = random.OneIn(10) ? null : new FieldOfView(azimuth, 60 + (10 * random.Next(6)), 25 + (5 * random.Next(12)));
        return new(id, partner.Id, name, place, TimeZone, view, consent);
    }

    // At least one each, the rest by chance.
    private static int[] CamerasPerSite(int feeds, SeededRandom random)
    {
        if (feeds == 0) return [];
        var sites = new int[Math.Max(1, feeds * 3L / 20)];
        Array.Fill(sites, 1);
        for (var i = sites.Length; i < feeds; i++) sites[random.Next(sites.Length)]++;
        return sites;
    }

    // As many in each ring as in any other of the same width, so density falls with distance as 1/r, whatever the seed.
    private static (double Right, double Up)[] Clusters(int count, SeededRandom random)
    {
        var clusters = new (double Right, double Up)[count];
        for (var i = 0; i < count; i++)
        {
            var (x, y) = random.InDisk();
            clusters[i] = Scale((x, y), Reach * (i + random.NextDouble()) / count / Math.Max(0.01, Math.Sqrt((x * x) + (y * y))));
        }

        return clusters;
    }

    private static (double Right, double Up) Near((double Right, double Up) cluster, SeededRandom random)
    {
        var (right, up) = Scale(random.InDisk(), 200);
        return (cluster.Right + right, cluster.Up + up);
    }

    private static (double Right, double Up) Scale((double X, double Y) point, double by) => (point.X * by, point.Y * by);
}
