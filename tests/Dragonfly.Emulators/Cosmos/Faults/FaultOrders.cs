using Dragonfly.Emulators.Cosmos.Http;

namespace Dragonfly.Emulators.Cosmos.Faults;

/// <summary>
/// The faults that a test has ordered. Each strikes the next requests that it matches, as many as were ordered, and then is used up.
/// Safe for many threads and while the stand-in is in use.
/// </summary>
public sealed class FaultOrders
{
    private readonly Lock _gate = new();
    private readonly List<Order> _orders = [];

    /// <summary>Answers 429 with <c>x-ms-retry-after-ms</c>. Without <paramref name="when"/>, to requests for items, not for metadata.</summary>
    public FaultOrder Throttle(int requests, TimeSpan retryAfter, Func<CosmosRequest, bool>? when = null) => Add(requests, when, new()
    {
        Before = () => ServiceAnswer.Error(429, "The request rate is large.", 3200).With(HeaderNames.RetryAfter, (long)retryAfter.TotalMilliseconds),
    });

    /// <summary>Answers 503.</summary>
    public FaultOrder Unavailable(int requests, Func<CosmosRequest, bool>? when = null) => Add(requests, when, new()
    {
        Before = () => ServiceAnswer.Error(503, "The service is unavailable."),
    });

    /// <summary>Carries the request out and answers 408 all the same: the caller cannot know whether its write happened.</summary>
    public FaultOrder LoseAnswer(int requests, Func<CosmosRequest, bool>? when = null) =>
        Add(requests, when ?? (request => request.IsWrite), new() { After = () => ServiceAnswer.Error(408, "The request timed out.") });

    /// <summary>Refuses the connection.</summary>
    public FaultOrder RefuseConnection(int requests, Func<CosmosRequest, bool>? when = null) => Add(requests, when ?? (_ => true), new() { Refuses = true });

    /// <summary>Answers 403 as to an identity without a role on the account's data.</summary>
    public FaultOrder Forbid(int requests, Func<CosmosRequest, bool>? when = null) => Add(requests, when ?? (_ => true), new()
    {
        Before = () => ServiceAnswer.Error(403, "Request blocked by Auth: the principal does not have required RBAC permissions to perform this action on the resource.", 5301),
    });

    /// <summary>Answers 401.</summary>
    public FaultOrder Unauthorize(int requests, Func<CosmosRequest, bool>? when = null) => Add(requests, when ?? (_ => true), new()
    {
        Before = () => ServiceAnswer.Error(401, "The input authorization token can't serve the request."),
    });

    /// <summary>Holds requests back until the order is released or cancelled.</summary>
    public FaultOrder Hold(int requests, Func<CosmosRequest, bool>? when = null) => Add(requests, when, new() { Holds = true });

    /// <summary>Cancels all orders; what is held goes on.</summary>
    public void Clear()
    {
        List<Order> all;
        lock (_gate)
        {
            all = [.. _orders];
            _orders.Clear();
        }
        foreach (var order in all) order.Handle.Release();
    }

    internal async Task<Struck> StrikeAsync(CosmosRequest request, CancellationToken cancellationToken)
    {
        var order = Take(request);
        if (order is null) return Struck.Nothing;
        order.Handle.Count();
        if (order.Fault.Holds) await order.Handle.Released.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new(order.Fault.Refuses, order.Fault.Before?.Invoke(), order.Fault.After?.Invoke());
    }

    private Order? Take(CosmosRequest request)
    {
        lock (_gate)
        {
            var order = _orders.Find(one => one.When(request));
            if (order is not null && --order.Left == 0) _orders.Remove(order);
            return order;
        }
    }

    private FaultOrder Add(int requests, Func<CosmosRequest, bool>? when, Fault fault)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(requests);
        var order = new Order { Left = requests, When = when ?? (request => request.Operation != "metadata"), Fault = fault };
        order.Handle = new FaultOrder(() => Cancel(order));
        lock (_gate) _orders.Add(order);
        return order.Handle;
    }

    private void Cancel(Order order)
    {
        lock (_gate) _orders.Remove(order);
    }

    private sealed class Order
    {
        public required Func<CosmosRequest, bool> When { get; init; }

        public required Fault Fault { get; init; }

        public FaultOrder Handle { get; set; } = null!;

        public int Left { get; set; }
    }
}
