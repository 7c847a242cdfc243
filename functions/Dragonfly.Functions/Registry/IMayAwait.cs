namespace Dragonfly.Functions.Registry;

/// <summary>What may await a large write that is not done: see <see cref="FeedItem"/>.</summary>
internal interface IMayAwait
{
    /// <summary>The write; null when it awaits none.</summary>
    string? Write { get; }
}

/// <summary>A feed of which only the id is asked.</summary>
/// <param name="Feed">Its id.</param>
/// <param name="Write">The write that it awaits.</param>
/// <param name="Replaces">There was such a feed before that write.</param>
internal sealed record FeedName(string Feed, string? Write, bool Replaces) : IMayAwait;
