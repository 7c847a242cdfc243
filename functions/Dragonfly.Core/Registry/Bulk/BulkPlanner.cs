using System.Collections.Immutable;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Registry.Bulk;

/// <summary>
/// Finds out what a file means for a partner: what of it is new, what is there and differs. A site is known by its id, else by its name; a feed by its id, else
/// by the owner's reference. So the same file twice does nothing the second time. A feed that is added is shared by nobody until its owner says so, and one that
/// is there stays shared as it is. What the file does not name stays as it is.
/// </summary>
/// <param name="stored">The partner.</param>
/// <param name="feeds">All its feeds.</param>
/// <param name="area">Where the program is.</param>
/// <param name="installers">Who may install.</param>
/// <param name="bounds">What the author of the file may do; null when it is the partner's.</param>
/// <param name="newId">Makes ids.</param>
/// <param name="faults">Where faults go.</param>
public sealed class BulkPlanner(
    StoredPartner stored, IReadOnlyDictionary<FeedId, RegisteredFeed> feeds, ProgramArea area, Installers installers, InstallerBounds? bounds, Func<string> newId, BulkFaults faults)
{
    private readonly ImmutableArray<BulkStep>.Builder steps = ImmutableArray.CreateBuilder<BulkStep>();
    private readonly SiteNames names = new(stored);
    private readonly Dictionary<SiteId, GeoPoint> places = stored.Partner.Sites.ToDictionary(site => site.Id, site => site.Facts.Place);

    /// <summary>Makes the plan; of no use when there are faults.</summary>
    public BulkPlan Plan(BulkFile file)
    {
        var sites = PlanSites(file.Sites);
        var changes = PlanFeeds(file);
        return new(steps.ToImmutable(), sites, changes);
    }

    private BulkCount PlanSites(ImmutableArray<BulkSite> rows)
    {
        var (added, changed, unchanged) = (0, 0, 0);
        var seen = new Dictionary<SiteId, RowSource>();
        foreach (var row in rows)
        {
            var (known, isAtFault) = Find(row);
            if (isAtFault) continue;
            var id = known?.Id ?? new(newId());
            if (!seen.TryAdd(id, row.Source))
            {
                faults.Add(row.Source, Column.Site, "duplicateSite", $"is the site of {seen[id].Path} already");
                continue;
            }

            var label = new SiteLabel(row.Name, row.Address);
            if (row.Facts.Installer is { } installer && installer != known?.Facts.Installer && !installers.Approves(installer))
                faults.Add(row.Source, Column.Installer, "installerNotApproved", "is not on the list of approved installers");
            if (row.Facts.Place != known?.Facts.Place) CheckArea(row.Source, row.Facts.Place);
            if (known is null)
            {
                added++;
                if (bounds?.MayAddSites is false) faults.Add(row.Source, Column.Site, "notOrdered", "is new, and no work order for the whole partnership lets it be added");
                steps.Add(new(row.Source, new AddSite(id, row.Facts, label)));
            }
            else if (known.Facts == row.Facts && IsLabelOf(known, label))
            {
                unchanged++;
            }
            else
            {
                changed++;
                RefuseChange(row.Source, Column.Site);
                steps.Add(new(row.Source, new ChangeSite(id, row.Facts, label)));
            }

            names.Add(id, row.Name);
            places[id] = row.Facts.Place;
        }

        return new(added, changed, unchanged);
    }

    private (Site? Known, bool IsAtFault) Find(BulkSite row)
    {
        if (row.Id is { } id)
        {
            if (stored.Partner.SiteOf(id) is not { } known) faults.Add(row.Source, Column.Id, "siteUnknown", "is no site of the partnership");
            else if (known.Withdrawn) faults.Add(row.Source, Column.Id, "withdrawn", "is a site that was withdrawn, for good");
            else return (known, false);
            return (null, true);
        }

        switch (names.Find(row.Name))
        {
            case []:
                return (null, false);
            case [var only] when stored.Partner.SiteOf(only) is { } known:
                return (known, false);
            case [_]:
                faults.Add(row.Source, Column.Site, "duplicateSite", "is the name of another new site of the file");
                return (null, true);
            default:
                faults.Add(row.Source, Column.Site, "ambiguousSite", "is the name of several sites: give the id of the one that is meant");
                return (null, true);
        }
    }

    // What has no name any more is written with its id, and need not get that for a name.
    private bool IsLabelOf(Site site, SiteLabel label) => names.LabelOf(site.Id) is { } known ? known == label : label == new SiteLabel(site.Id.Value);

    private BulkCount PlanFeeds(BulkFile file)
    {
        var byReference = new Dictionary<string, RegisteredFeed>(StringComparer.Ordinal);
        foreach (var feed in feeds.Values)
            if (!IsWithdrawn(feed) && feed.Label?.ExternalReference is { } reference) byReference[reference] = feed;

        var rows = new Dictionary<FeedId, BulkFeed>();
        var added = new Dictionary<SiteId, List<(BulkFeed Row, NewFeed Feed)>>();
        var (changed, unchanged) = (0, 0);
        foreach (var row in file.Feeds)
        {
            var (known, isAtFault) = Find(row, byReference);
            if (SiteOf(row, file) is not { } site || isAtFault) continue;
            var id = known?.Id ?? new(newId());
            var label = new FeedLabel(row.Name, row.Reference);
            if (!rows.TryAdd(id, row))
            {
                faults.Add(row.Source, row.Id is null ? Column.Reference : Column.Id, "duplicateFeed", $"is the feed of {rows[id].Source.Path} already");
            }
            else if (known is null)
            {
                CheckPlace(row, site);
                if (bounds?.MayAddFeedsAt(site) is false) faults.Add(row.Source, Column.Site, "notOrdered", "is a site for which no work order lets feeds be added");
                if (!added.TryGetValue(site, out var there)) added[site] = there = [];
                there.Add((row, new(id, row.Facts, label)));
            }
            else if (known.Site != site)
            {
                faults.Add(row.Source, Column.Site, "otherSite", "is not the feed's: under another site's rules it is another feed, which is to be added, and this one withdrawn");
            }
            else if (IsSame(known.Facts, row.Facts) && (known.Label ?? new(id.Value)) == label)
            {
                unchanged++;
            }
            else
            {
                changed++;
                if (known.Facts.Place != row.Facts.Place) CheckPlace(row, site);
                RefuseChange(row.Source, Column.Name);
                steps.Add(new(row.Source, new ChangeFeed(id, row.Facts, label, ImmutableHashSet<string>.Empty)));
            }
        }

        foreach (var (site, there) in added) steps.Add(new(there[0].Row.Source, new AddFeeds(site, [.. there.Select(one => one.Feed)], ImmutableHashSet<string>.Empty)));
        CheckReferences(rows, byReference);
        return new(added.Values.Sum(there => there.Count), changed, unchanged);
    }

    private (RegisteredFeed? Known, bool IsAtFault) Find(BulkFeed row, Dictionary<string, RegisteredFeed> byReference)
    {
        if (row.Id is { } id)
        {
            if (!feeds.TryGetValue(id, out var known)) faults.Add(row.Source, Column.Id, "feedUnknown", "is no feed of the partnership");
            else if (IsWithdrawn(known)) faults.Add(row.Source, Column.Id, "withdrawn", "is a feed that was withdrawn, for good");
            else return (known, false);
            return (null, true);
        }

        if (row.Reference is not null) return (byReference.GetValueOrDefault(row.Reference), false);
        faults.Add(row.Source, Column.Reference, "required", "is required where no id is given: by it the same file does not add the same feed twice");
        return (null, true);
    }

    private SiteId? SiteOf(BulkFeed row, BulkFile file)
    {
        switch (names.Find(row.Site))
        {
            case [var only]:
                return only;
            case []:
                if (!file.FaultySites.Contains(row.Site)) faults.Add(row.Source, Column.Site, "siteUnknown", "is neither a site of the file nor one of the partnership");
                return null;
            default:
                faults.Add(row.Source, Column.Site, "ambiguousSite", "is the name of several sites: give the id of the one that is meant");
                return null;
        }
    }

    // As it is after the import: two feeds may swap their references.
    private void CheckReferences(Dictionary<FeedId, BulkFeed> rows, Dictionary<string, RegisteredFeed> byReference)
    {
        var taken = byReference.Where(pair => !rows.ContainsKey(pair.Value.Id)).ToDictionary(pair => pair.Key, _ => "another feed of the partnership", StringComparer.Ordinal);
        foreach (var row in rows.Values)
            if (row.Reference is { } reference && !taken.TryAdd(reference, $"the feed of {row.Source.Path}"))
                faults.Add(row.Source, Column.Reference, "duplicateReference", $"is that of {taken[reference]} already");
    }

    private void CheckPlace(BulkFeed row, SiteId site)
    {
        CheckArea(row.Source, row.Facts.Place);
        if (row.Facts.Place.DistanceTo(places[site]) > FeedFormat.MostMetersFromSite)
            faults.Add(row.Source, Column.Latitude, "farFromSite", FormattableString.Invariant($"and longitude must lie within {FeedFormat.MostMetersFromSite:0} m of its site"));
    }

    private void CheckArea(RowSource source, GeoPoint place)
    {
        if (area.FaultIn(place) is { } fault) faults.Add(source, Column.Latitude, fault.Code, $"and longitude {fault.Detail}");
    }

    private void RefuseChange(RowSource source, string field)
    {
        if (bounds is not null) faults.Add(source, field, "notYours", "is of something that is there and differs: an installer adds, and changes are the partner's");
    }

    private bool IsWithdrawn(RegisteredFeed feed) => feed.Withdrawn || stored.Partner.SiteOf(feed.Site)?.Withdrawn is true;

    private static bool IsSame(FeedFacts one, FeedFacts other) =>
        one with { Analytics = [] } == other with { Analytics = [] } && one.Analytics.Order(StringComparer.Ordinal).SequenceEqual(other.Analytics.Order(StringComparer.Ordinal));
}
