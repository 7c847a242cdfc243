using Dragonfly.Core.Incidents;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Incidents;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Unlocks;

/// <summary>Carries out what people ask of an incident, and runs Step before it answers, so that the answer is what holds.</summary>
public sealed class IncidentDesk(IncidentAccess incidents, IncidentWriter writer, Stepper stepper, LoopWaker loops, RticAnnouncer rtic)
{
    /// <summary>Decides, carries out, and shows the incident as it then is.</summary>
    /// <param name="head">The newest head known to the caller.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="source">The function that was called.</param>
    /// <param name="durable">Runs the loop.</param>
    /// <param name="change">Decides on a draft; it may run more than once.</param>
    /// <exception cref="ProblemException">It was refused.</exception>
    public async Task<IncidentView> ChangeAsync(StoredIncident head, Caller caller, string source, DurableTaskClient durable, Func<IncidentDraft, ValueTask<Decision>> change)
    {
        Decision decision = Accepted.Nothing;
        var draft = await writer.WriteAsync(head, caller.Origin(source), async draft => decision = await change(draft));

        // What time and owners did was noticed as well, and is carried out even when what was asked is refused.
        var refusal = decision is Rejected rejected ? new ProblemException(Refusals.ProblemOf(rejected)) : null;
        if (refusal is not null && !draft.IsVisible) throw refusal;
        var shown = rtic.AnnounceAsync(draft);
        var view = await StepAsync(draft.Result, caller, source, durable); // Does not wait for the push: a lock must not, and a push never throws.
        await shown;
        return refusal is null ? view : throw refusal;
    }

    /// <summary>Runs Step now.</summary>
    public async Task<IncidentView> StepAsync(StoredIncident head, Caller caller, string source, DurableTaskClient durable)
    {
        var stepped = await stepper.StepAsync(head, caller.Origin(source));
        var view = await incidents.ViewAsync(stepped, CancellationToken.None);
        if (!Plan.For(stepped.Incident, stepped.Incident.ChangedAt).IsFinished) await loops.WakeAsync(durable, stepped.Incident.Id);
        return view;
    }
}
