using Dragonfly.Functions.Events;
using Dragonfly.Local.Hosting;
using Dragonfly.Local.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Local.Events;

/// <summary>
/// What Cosmos DB's change feed is to the deployed functions: gives them what was written to the log, in order, a batch at a time, again until they take it. It works
/// aside and after the write, woken by it; nobody waits for it. Where it is, is kept a second later at most, so that a process that is killed tells the last second twice.
/// </summary>
internal sealed partial class SqliteChangeFeed(SqliteDatabase database, FunctionsHost functions, TimeProvider clock, ILogger<SqliteChangeFeed> log) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan KeptEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastRetry = TimeSpan.FromMinutes(1);

    private readonly LocalFunction[] readers = [.. functions.Of<CosmosDBTriggerAttribute>()];
    private readonly LogReader reader = new(database);
    private DateTimeOffset keptAt = clock.GetUtcNow();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                while (await DeliverAsync(stoppingToken))
                {
                }

                failures = 0;
                await WaitForWriteAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                var wait = RetryAfter(++failures);
                LogFailed(wait, e);
                await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await reader.KeepAsync();
        }
        catch (Exception e) // What is not kept is told again.
        {
            LogFailed(TimeSpan.Zero, e);
        }
    }

    private static TimeSpan RetryAfter(int failures) => TimeSpan.FromTicks(Math.Min(LastRetry.Ticks, FirstRetry.Ticks << Math.Min(failures - 1, 10)));

    // False when there is nothing more.
    private async Task<bool> DeliverAsync(CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        if (await reader.ReadAsync() is not { } page) return false;
        foreach (var function in readers) await functions.InvokeAsync(function, page.Changes);
        reader.MoveTo(page.End);
        if (clock.GetUtcNow() - keptAt >= KeptEvery) await KeepAsync();
        return true;
    }

    private async Task KeepAsync()
    {
        keptAt = clock.GetUtcNow();
        await reader.KeepAsync();
    }

    private async Task WaitForWriteAsync(CancellationToken stopping)
    {
        using var waker = new CancellationTokenSource(reader.IsKept ? Idle : KeptEvery, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waker.Token, stopping);
        try
        {
            await database.Written.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            await KeepAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "what was written could not be told of; next try in {Wait}")]
    private partial void LogFailed(TimeSpan wait, Exception e);
}
