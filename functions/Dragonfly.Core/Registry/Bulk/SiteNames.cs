namespace Dragonfly.Core.Registry.Bulk;

/// <summary>What sites of a partner are called, and which of them a name means. Those that were withdrawn are called nothing.</summary>
internal sealed class SiteNames
{
    private readonly StoredPartner stored;
    private readonly Dictionary<SiteId, string> names = [];
    private readonly Dictionary<string, List<SiteId>> sites = new(StringComparer.OrdinalIgnoreCase);

    public SiteNames(StoredPartner stored)
    {
        this.stored = stored;
        foreach (var site in stored.Partner.Sites)
            if (!site.Withdrawn) Add(site.Id, LabelOf(site.Id)?.Name ?? site.Id.Value);
    }

    /// <summary>What people call a site; null when that was deleted.</summary>
    public SiteLabel? LabelOf(SiteId id) => stored.Profile?.Sites.GetValueOrDefault(id);

    /// <summary>A site is called so from now on.</summary>
    public void Add(SiteId id, string name)
    {
        if (names.TryGetValue(id, out var before)) sites[before].Remove(id);
        names[id] = name;
        if (sites.TryGetValue(name, out var namesakes)) namesakes.Add(id);
        else sites[name] = [id];
    }

    /// <summary>The sites that a name or an id means.</summary>
    public IReadOnlyList<SiteId> Find(string nameOrId) =>
        sites.TryGetValue(nameOrId, out var found) && found.Count > 0 ? found : names.ContainsKey(new(nameOrId)) ? [new(nameOrId)] : [];

    /// <summary>What to call a site so that only it is meant.</summary>
    public string ReferenceTo(SiteId id) => names.TryGetValue(id, out var name) && Find(name).Count == 1 ? name : id.Value;
}
