using Dragonfly.Core.Registry;

namespace Dragonfly.Functions.Unlocks.Gateway;

/// <summary>The body of <c>PUT /leases/{grant}</c>.</summary>
public sealed record LeaseRequest(FeedId Feed, int Attempt, DateTimeOffset ExpiresAt);

/// <summary>The body of <c>PUT /leases/{grant}/tickets/{ticket}</c>.</summary>
public sealed record TicketRequest(FeedId Feed, DateTimeOffset ExpiresAt);

/// <summary>The body of <c>PUT /leases/{grant}/exports/{export}</c>.</summary>
public sealed record ExportRequest(FeedId Feed, DateTimeOffset From, DateTimeOffset To);
