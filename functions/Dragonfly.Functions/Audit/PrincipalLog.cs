using System.Globalization;
using System.Threading.Channels;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Access;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Audit;

/// <summary>
/// What principals do that belongs to no aggregate: sign-ins, refusals, readings of the log. A timeline for each principal and UTC day. What must be on record
/// before it is answered is recorded; what may never delay or fail a call is noted, and written aside in the order noted: within bounds, again and again until the
/// store takes it. What a process has noted and not written is lost with it.
/// </summary>
public sealed partial class PrincipalLog : IAsyncDisposable
{
    /// <summary>The principal of a call that has no token, or one that proves nothing.</summary>
    public const string Unknown = "unknown";

    private const int MostLedgers = 2_048;
    private const int MostWaiting = 4_096;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private readonly Recent<TimelineId, Ledger<TimelineEnd>> ledgers = new(MostLedgers);
    private readonly Channel<PrincipalRecord> waiting = Channel.CreateBounded<PrincipalRecord>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly CancellationTokenSource stopping = new();
    private readonly ITimelines timelines;
    private readonly TimeProvider clock;
    private readonly ILogger<PrincipalLog> log;
    private readonly RecordBudget budget;
    private readonly Task writing;
    private long lostAt = DateTimeOffset.MinValue.UtcTicks;
    private volatile bool failing;

    /// <summary>Begins to write what is noted.</summary>
    public PrincipalLog(ITimelines timelines, TimeProvider clock, ILogger<PrincipalLog> log)
    {
        (this.timelines, this.clock, this.log) = (timelines, clock, log);
        budget = new(clock, Queue);
        writing = WriteAsync();
    }

    /// <summary>The last writing failed, or a record was lost within the last hour.</summary>
    public bool IsFailing => failing || clock.GetUtcNow().UtcTicks - Interlocked.Read(ref lostAt) < Remembered.Ticks;

    /// <summary>The timeline of a principal on the day of a moment.</summary>
    public static TimelineId TimelineOf(AgencyId? agency, string principal, DateTimeOffset at) =>
        new(string.Create(CultureInfo.InvariantCulture, $"principals/{(agency is { } one ? Uri.EscapeDataString(one.Value) : "-")}/{Uri.EscapeDataString(principal)}/{at.UtcDateTime:yyyy-MM-dd}"));

    /// <inheritdoc cref="RecordAsync(AgencyId?, Origin, TimelineEvent)"/>
    public Task RecordAsync(Caller caller, string source, TimelineEvent happened) => RecordAsync(caller.AgencyClaim, caller.Origin(source), happened);

    /// <summary>Records what must be on record before it is answered.</summary>
    /// <exception cref="StoreUnavailableException">It is not on record, or nobody knows.</exception>
    public Task RecordAsync(AgencyId? agency, Origin origin, TimelineEvent happened) => AppendAsync(new(agency, origin, happened, clock.GetUtcNow()));

    /// <inheritdoc cref="Note(AgencyId?, Origin, TimelineEvent)"/>
    public void Note(Caller caller, string source, TimelineEvent happened) => Note(caller.AgencyClaim, caller.Origin(source), happened);

    /// <summary>Notes what is then written aside: at once and never failing. Of the same again and again within a minute only the first few, and how many more.</summary>
    public void Note(AgencyId? agency, Origin origin, TimelineEvent happened)
    {
        var record = new PrincipalRecord(agency, origin, happened, clock.GetUtcNow());
        if (budget.Admits(record)) Queue(record);
    }

    /// <summary>Writes what waits, if the store takes it, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        budget.Dispose();
        waiting.Writer.TryComplete();
        await stopping.CancelAsync();
        await writing;
        stopping.Dispose();
    }

    private void Queue(PrincipalRecord record)
    {
        if (!waiting.Writer.TryWrite(record)) Lose(record, "too many wait");
    }

    private async Task WriteAsync()
    {
        await foreach (var record in waiting.Reader.ReadAllAsync())
        {
            while (!await TryWriteAsync(record))
            {
                if (stopping.IsCancellationRequested)
                {
                    Lose(record, "the process ends");
                    break;
                }

                await Task.Delay(RetryAfter, clock, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // False to try again.
    private async Task<bool> TryWriteAsync(PrincipalRecord record)
    {
        try
        {
            await AppendAsync(record);
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
        catch (Exception e)
        {
            Lose(record, e.Message);
        }

        return true;
    }

    private async Task AppendAsync(PrincipalRecord record)
    {
        var timeline = TimelineOf(record.Agency, record.Origin.Actor, record.At);
        try
        {
            await ledgers.GetOrAdd(timeline, id => new(timelines, id, TimelineEnd.Unwritten, clock)).AppendAsync((_, _) => record.Happened, record.Origin, record.At);
            failing = false;
        }
        catch (StoreUnavailableException e)
        {
            failing = true;
            Telemetry.RecordsFailed.Add(1);
            LogFailed(record.Happened.GetType().Name, timeline, e);
            throw;
        }
    }

    private void Lose(PrincipalRecord record, string why)
    {
        Interlocked.Exchange(ref lostAt, clock.GetUtcNow().UtcTicks);
        Telemetry.RecordsLost.Add(1);
        LogLost(record.Happened.GetType().Name, record.Origin.Actor, why);
    }

    [LoggerMessage(EventId = 401, Level = LogLevel.Error, Message = "the audit log fails: {Event} could not be written to {Timeline}")]
    private partial void LogFailed(string @event, TimelineId timeline, Exception e);

    [LoggerMessage(EventId = 402, Level = LogLevel.Error, Message = "the audit log has lost a {Event} of {Actor}: {Why}")]
    private partial void LogLost(string @event, string actor, string why);
}
