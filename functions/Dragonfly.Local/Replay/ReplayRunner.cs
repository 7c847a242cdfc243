using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;

namespace Dragonfly.Local.Replay;

/// <summary>
/// Lives a day of calls as the CAD system: says over HTTP, at its time, that each call is open, that somebody arrived, and that it is over. One message at a
/// time, in order, as a CAD system's queue does; a late answer makes the next message late, and message times are those of sending.
/// </summary>
/// <param name="http">Its base address is the server's root.</param>
/// <param name="token">A bearer token for the role Cad.Write, asked for before each message.</param>
/// <param name="clock">The clock that the whole process lives by.</param>
/// <param name="statistics">Is told how long each answer took.</param>
/// <param name="run">Prefix of every number and message id, different for each run: the same number twice would be the same incident.</param>
public sealed class ReplayRunner(HttpClient http, Func<string> token, ScaledTimeProvider clock, RunStatistics statistics, string run)
{
    private readonly CadClient _cad = new(http, token, clock.Wall);

    /// <summary>Sends the whole day; done when the last message is answered.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached any more.</exception>
    public async Task<ReplayResult> RunAsync(CallDay calls, VirtualDay day, IProgress<ReplayProgress> progress, CancellationToken cancellation)
    {
        var messages = Messages(calls, day);
        var incidents = new HashSet<IncidentId>();
        var refusals = new Dictionary<string, int>(StringComparer.Ordinal);
        var openedAt = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        for (var i = 0; i < messages.Length; i++)
        {
            var (at, status, call) = messages[i];
            await UntilAsync(at, cancellation);
            var now = clock.GetUtcNow();
            var answer = await _cad.SendAsync(Body(call, status, now, openedAt), cancellation);
            statistics.Answered(answer.Elapsed);
            if (IncidentId.TryParse(answer.IncidentId, out var incident)) incidents.Add(incident);
            if (answer.Outcome != "accepted")
            {
                var why = answer.Reason is null ? answer.Outcome : $"{answer.Outcome}: {answer.Reason}";
                refusals[why] = refusals.GetValueOrDefault(why) + 1;
            }

            progress.Report(new(i + 1, messages.Length, clock.GetUtcNow()));
        }

        return new(incidents, refusals);
    }

    private static (DateTimeOffset At, CadStatus Status, Call Call)[] Messages(CallDay calls, VirtualDay day) =>
    [
        .. calls.Calls
            .SelectMany(call => new[] { (call.OpenedAt, CadStatus.Active), (call.OnSceneAt, CadStatus.ResourcesOnscene), ((TimeSpan?)call.ClosedAt, CadStatus.Closed) }
                .Where(message => message.Item1 is not null)
                .Select(message => (day.At(message.Item1!.Value), message.Item2, call)))
            .OrderBy(message => message.Item1), // Stable: a call that ends in the second it began is still opened first.
    ];

    private CadBody Body(Call call, CadStatus status, DateTimeOffset now, Dictionary<string, DateTimeOffset> openedAt)
    {
        if (!openedAt.TryGetValue(call.Number, out var opened)) openedAt[call.Number] = opened = now;
        var number = $"{run}{call.Number}";
        return new(
            number,
            $"{number}-{status}",
            now,
            call.CallType,
            status.ToString(),
            new(call.Place.Latitude, call.Place.Longitude, nameof(LocationKind.CurrentIncident)),
            call.Beat.Length == 0 ? null : call.Beat,
            opened,
            status.Closes() ? now : null);
    }

    // A timer may be early: wait again until the clock has passed.
    private async Task UntilAsync(DateTimeOffset at, CancellationToken cancellation)
    {
        while (at - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero) await Task.Delay(wait, clock, cancellation);
    }
}

/// <summary>What CAD heard back.</summary>
/// <param name="Incidents">The incidents that the messages made.</param>
/// <param name="Refusals">How many messages were not accepted, by why.</param>
public sealed record ReplayResult(IReadOnlySet<IncidentId> Incidents, IReadOnlyDictionary<string, int> Refusals);
