using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Registry;

namespace Dragonfly.Functions.Accesses;

/// <summary>Puts into words what the log holds in ids: which feed, and who, as far as the reader is to know.</summary>
public sealed class AccessTeller(IPartnerStore partners, IPeople people, AccessLogOptions options)
{
    /// <summary>The lines of one partner's records, in their order.</summary>
    /// <param name="partner">Whose feeds they are.</param>
    /// <param name="records">The records.</param>
    /// <param name="identifiedTo">The agency whose people the reader may tell apart by their opaque ids; null when nobody's.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<ImmutableArray<AccessLine>> TellAsync(PartnerId partner, IReadOnlyCollection<AccessRecord> records, AgencyId? identifiedTo, CancellationToken cancellation)
    {
        if (records.Count == 0) return [];
        var names = (await partners.FindFeedsAsync(partner, [.. records.Select(record => record.Feed).Distinct()], cancellation)).ToDictionary(feed => feed.Id, feed => feed.Label?.Name);
        var known = await FindAsync(records.Select(record => record.Actor), cancellation);
        return [.. records.Select(record => AccessLine.Of(record, names.GetValueOrDefault(record.Feed), ByOf(record.Actor, record.Role, known, record.Agency == identifiedTo)))];
    }

    /// <summary>Those whom the directory knows, by id.</summary>
    public async Task<IReadOnlyDictionary<string, Person>> FindAsync(IEnumerable<string?> ids, CancellationToken cancellation)
    {
        string[] sought = [.. ids.OfType<string>().Distinct()];
        return sought is [] ? ImmutableDictionary<string, Person>.Empty : (await people.FindAsync(sought, cancellation)).ToDictionary(person => person.Id);
    }

    /// <summary>Who somebody is.</summary>
    public AccessBy ByOf(string? actor, string? role, IReadOnlyDictionary<string, Person> known, bool identified) =>
        AccessBy.Of(actor, role, known.GetValueOrDefault(actor ?? ""), options.ShowNames, identified);
}
