using System.Net;
using System.Text;

namespace Dragonfly.Functions.Tests.Registry;

/// <summary>The way of one instance to the account: its first batch of some kind waits until it is released, and after that its batches may be refused.</summary>
internal sealed class HeldBatch(HttpMessageHandler inner, Func<string, bool> which) : DelegatingHandler(inner)
{
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isDead;

    /// <summary>Completes when that batch waits.</summary>
    public Task First => first.Task;

    /// <summary>Lets it go.</summary>
    /// <param name="andNoMore">Refuse every request that comes after it.</param>
    public void Release(bool andNoMore = false)
    {
        isDead = andNoMore;
        released.TrySetResult();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (isDead) return new(HttpStatusCode.Forbidden) { RequestMessage = request, Content = new StringContent("{}") };
        if (request.Headers.Contains("x-ms-cosmos-is-batch-request") && which(Encoding.UTF8.GetString(await request.Content!.ReadAsByteArrayAsync(cancellationToken))) && first.TrySetResult())
            await released.Task.WaitAsync(cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
