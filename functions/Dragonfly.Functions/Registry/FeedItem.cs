using System.Text.Json.Serialization;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Registry;

/// <summary>
/// A feed as an item. One that names a <paramref name="Write"/> was written before its partner's head, as a part of a write that is too large for one batch: what
/// <paramref name="Now"/> says is so only if the head names that write, and until then what <paramref name="Before"/> says. ADR 15.
/// </summary>
/// <param name="Timeline">Its partner's timeline.</param>
/// <param name="Id">Its id.</param>
/// <param name="Now">What it is.</param>
/// <param name="Before">What it was before the write it names; null when that is to add it.</param>
/// <param name="Write">The large write that it awaits; null when it awaits none.</param>
/// <param name="ETag">At which version it was read; null when it is to be written.</param>
internal sealed record FeedItem(
    string Timeline, string Id, FeedState Now, FeedState? Before = null, string? Write = null, [property: JsonPropertyName("_etag")] string? ETag = null) : IMayAwait
{
    /// <summary>That it is a feed.</summary>
    public string Type => "feed";

    /// <summary>An item that awaits nothing.</summary>
    public static FeedItem Of(string timeline, FeedState state) => new(timeline, IdOf(state.Feed.Id), state);

    /// <summary>The id of a feed's item.</summary>
    public static string IdOf(FeedId feed) => $"feed:{ItemId.Of(feed.Value)}";
}

/// <summary>A feed at one moment.</summary>
/// <param name="Cell">Where it hangs; see <see cref="Coverage.CellOf"/>.</param>
/// <param name="Reference">The owner's own number for it; null once it is withdrawn.</param>
/// <param name="Written">The length of the partner's timeline after the write that said so.</param>
/// <param name="Feed">The feed.</param>
internal sealed record FeedState(long Cell, string? Reference, long Written, [property: JsonConverter(typeof(CoreValue<RegisteredFeed>))] RegisteredFeed Feed)
{
    /// <summary>A feed as a write says.</summary>
    public static FeedState Of(RegisteredFeed feed, long written) => new(Coverage.CellOf(feed.Facts.Place), feed.Withdrawn ? null : feed.Label?.ExternalReference, written, feed);
}
