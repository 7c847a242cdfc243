using System.Collections.Immutable;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Functions.Unlocks.Gateway;

/// <summary>The body of <c>PUT /leases/{grant}</c>.</summary>
public sealed record LeaseRequest(FeedId Feed, int Attempt, DateTimeOffset ExpiresAt);

/// <summary>The body of <c>PUT /leases/{grant}/tickets/{ticket}</c>.</summary>
public sealed record TicketRequest(FeedId Feed, DateTimeOffset ExpiresAt);

/// <summary>The body of <c>PUT /leases/{grant}/exports/{export}</c>.</summary>
public sealed record ExportRequest(FeedId Feed, DateTimeOffset From, DateTimeOffset To, Uri Target)
{
    /// <summary>The times alone, since the target is a secret.</summary>
    public override string ToString() => $"{Feed} {From:O} {To:O}";
}

/// <summary>What <c>GET /leases</c> answers.</summary>
/// <param name="Items">At most <see cref="GatewayContract.PageSize"/> leases.</param>
/// <param name="Next">What to send as <c>after</c> for the page that follows; absent on the last.</param>
public sealed record LeasePage(ImmutableArray<Lease> Items, string? Next = null);
