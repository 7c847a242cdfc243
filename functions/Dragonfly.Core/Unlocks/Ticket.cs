using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Unlocks;

/// <summary>A permission to view that is alive, or has lapsed and was not yet noticed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Grant">The grant it is under.</param>
/// <param name="Feed">What is viewed.</param>
/// <param name="Holder">The opaque id of who views.</param>
/// <param name="IssuedAt">When the view began.</param>
/// <param name="ExpiresAt">At most 30 s after it was issued or renewed.</param>
public sealed record Ticket(TicketId Id, GrantId Grant, FeedId Feed, string Holder, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>How long a ticket lives unless it is renewed: the bound on viewing after a revocation that the video system did not hear of.</summary>
    public static TimeSpan Life { get; } = TimeSpan.FromSeconds(30);
}
