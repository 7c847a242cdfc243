using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Functions.Incidents.Cad;
using Dragonfly.Functions.Operations;
using Dragonfly.Functions.Unlocks;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Incidents;

/// <summary>Takes one message from CAD: decides at once, saves in one write, shows the RTIC, wakes the loop.</summary>
public sealed class Intake(IIncidentStore store, IncidentWriter writer, UnlockDecision unlocks, RticAnnouncer rtic, LoopWaker loops, TimeProvider clock, ILogger<Intake> log)
{
    /// <summary>Returns when the message is on disk; what follows it may fail without the message being lost.</summary>
    /// <param name="reading">A message that was understood.</param>
    /// <param name="path">Its JSON path.</param>
    /// <param name="agency">Whose.</param>
    /// <param name="origin">Who brings it.</param>
    /// <param name="durable">Runs the loop.</param>
    /// <exception cref="StoreUnavailableException">It is not on disk.</exception>
    public async Task<CadResult> ReceiveAsync(CadReading reading, string path, AgencyId agency, Origin origin, DurableTaskClient durable)
    {
        var message = reading.Message!;
        var unreported = Incident.Unreported(agency, message.Number);
        using var span = Spans.Begin("incident.receive", unreported.Id);
        using var scope = log.BeginIncident(unreported.Id);
        var head = await store.ReadAsync(unreported.Id, CancellationToken.None) ?? new(unreported, null);
        Decision decision = Accepted.Nothing;
        var draft = await writer.WriteAsync(head, origin, async draft =>
        {
            decision = draft.Decide(new ReceiveMessage(message, reading.Digest));
            if (decision is not Accepted) return;
            draft.Cad = CadReport.After(draft.Cad, new(message, draft.Now, reading.Format, reading.Extra));
            await unlocks.DecideAsync(draft);
        });
        UnlockStage.Reach(UnlockStage.Decided, draft, clock.GetUtcNow());
        if (!draft.IsEmpty && draft.IsVisible) await Task.WhenAll(WakeAsync(), ShowAsync());
        return decision is Rejected { Code: not "stale" } refused
            ? CadResult.Rejected(message.Number, [new(path, refused.Code, refused.Detail)])
            : new(message.Number, unreported.Id, OutcomeOf(decision), ReasonOf(decision, draft.Incident));

        async Task ShowAsync()
        {
            if (await rtic.AnnounceIntakeAsync(draft)) UnlockStage.Reach(UnlockStage.Pushed, draft, clock.GetUtcNow());
        }

        Task WakeAsync() => draft.DueAt is null ? Task.CompletedTask : loops.WakeAsync(durable, unreported.Id);
    }

    private static CadOutcome OutcomeOf(Decision decision) => decision switch
    {
        Repeated => CadOutcome.Duplicate,
        Rejected => CadOutcome.Stale,
        _ => CadOutcome.Accepted,
    };

    private static string? ReasonOf(Decision decision, Incident incident) => decision switch
    {
        Rejected rejected => rejected.Detail,
        Accepted when incident is { IsOpen: true, Point: null } => "the incident is recorded; it has no coordinates",
        _ => null,
    };
}
