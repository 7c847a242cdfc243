using System.Text.Json.Serialization;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Registry;

/// <summary>A partner's head as an item. ADR 15.</summary>
/// <param name="Timeline">The partner's timeline.</param>
/// <param name="Partner">Its id, by which partners are listed: no other item has this property.</param>
/// <param name="Listed">Its place in the list of timelines.</param>
/// <param name="Length">The sequence of the last entry.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="StartedAt">When the first entry was written, sortable.</param>
/// <param name="ChangedAt">When the last one was.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Users">Who may act for it.</param>
/// <param name="Installers">Who has work to do for it.</param>
/// <param name="Ended">When it left or was declined, sortable; null while what people call it need not be deleted.</param>
/// <param name="FeedCount">How many feeds it has, withdrawn ones included.</param>
/// <param name="FeedsWritten">The <see cref="Length"/> after the last write that changed a feed.</param>
/// <param name="LastWrite">The last write.</param>
/// <param name="Writes">Large writes that are done, and of which items may still speak as if they were not; null when there is none.</param>
/// <param name="Profile">The digest of the profile item that belongs to this head; null when there is none.</param>
/// <param name="Head">The partner.</param>
internal sealed record PartnerHead(
    string Timeline,
    string Partner,
    string Listed,
    long Length,
    string Hash,
    string StartedAt,
    string ChangedAt,
    string Status,
    string[] Users,
    string[] Installers,
    string? Ended,
    int FeedCount,
    long FeedsWritten,
    string LastWrite,
    string[]? Writes,
    string? Profile,
    [property: JsonConverter(typeof(CoreValue<Partner>))] Partner Head)
{
    /// <summary>The id of every head.</summary>
    public const string Name = "head";

    /// <inheritdoc cref="Name"/>
    public string Id => Name;

    /// <summary>That it is a head.</summary>
    public string Type => "head";

    /// <summary>Of what.</summary>
    public string Kind => "partners";

    /// <summary>It is no agency's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Agency => null;

    /// <summary>Whether a large write is done and not settled; null when none is, so that nearly always there is nothing to index.</summary>
    public bool? Unsettled => Writes is null ? null : true;

    /// <summary>The head after a write.</summary>
    /// <param name="write">The write.</param>
    /// <param name="id">Its id.</param>
    /// <param name="before">The head before it; null when there is none.</param>
    /// <param name="profile">The digest of the profile after it.</param>
    public static PartnerHead After(PartnerWrite write, string id, PartnerHead? before, string? profile)
    {
        var (partner, added) = (write.Partner, write.Entries.Select(entry => entry.Event).OfType<FeedsAdded>().Sum(feeds => feeds.Feeds.Length));
        return new(
            partner.Timeline.Value,
            partner.Id.Value,
            TimelineItem.ListedAs(null, partner.Timeline),
            partner.Sequence,
            partner.Hash,
            before?.StartedAt ?? SortableTime.Of(write.Entries[0].At),
            SortableTime.Of(partner.ChangedAt),
            StatusOf(partner.Status),
            [.. partner.Users.Select(user => user.Id)],
            [.. partner.WorkOrders.Select(order => order.Installer.Value).Distinct()],
            partner is { Erased: false, EndedAt: { } ended } ? SortableTime.Of(ended) : null,
            (before?.FeedCount ?? 0) + added,
            write.Feeds.IsEmpty ? before?.FeedsWritten ?? 0 : partner.Sequence,
            id,
            before?.Writes,
            profile,
            partner);
    }

    /// <summary>How a status is stored.</summary>
    public static string StatusOf(PartnerStatus status) => status.ToString();

    /// <summary>Whether a write is done of which an item speaks that was read after this head.</summary>
    public bool IsDone(string write) => Writes?.Contains(write) is true;

    /// <summary>What is so of a feed that was read after this head; null when the write that is to add it is not done.</summary>
    public FeedState? StateOf(FeedItem item) => item.Write is null || IsDone(item.Write) ? item.Now : item.Before;
}
