using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Dragonfly.Functions.Unlocks;

/// <summary>
/// The orchestration of one incident, whose id is its instance id: step, sleep until the next due time or until told that something changed, again.
/// It holds no state and knows no rule, so it need never change; the store is the truth.
/// </summary>
public sealed class UnlockLoop(Stepper stepper)
{
    /// <summary>The event that says: look again.</summary>
    public const string Changed = "Changed";

    private const int RoundsPerHistory = 50;

    // Azure Storage may fire a durable timer up to a second early.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    /// <summary>The loop. One waiter is kept across rounds: a cancelled one would stay on the stack and swallow the next event.</summary>
    [Function(nameof(UnlockLoop))]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var incident = context.GetInput<string>()!;
        var changed = context.WaitForExternalEvent<object?>(Changed);
        for (var round = 1; ; round++)
        {
            var next = await context.CallActivityAsync<NextStep>(nameof(Step), incident);
            if (!changed.IsCompleted)
            {
                if (next.DueAt is not { } dueAt) return;
                using var sleep = new CancellationTokenSource();
                var earliest = context.CurrentUtcDateTime + Late;
                var alarm = dueAt.UtcDateTime + Late;
                await Task.WhenAny(changed, context.CreateTimer(alarm > earliest ? alarm : earliest, sleep.Token));
                sleep.Cancel();
            }

            if (round == RoundsPerHistory)
            {
                context.ContinueAsNew(incident);
                return;
            }

            if (changed.IsCompleted) changed = context.WaitForExternalEvent<object?>(Changed);
        }
    }

    /// <summary>One Step.</summary>
    [Function(nameof(Step))]
    public async Task<NextStep> Step([ActivityTrigger] string incident) =>
        new(await stepper.StepAsync(IncidentId.From(incident), Origin.System(nameof(UnlockLoop))));
}

/// <summary>When the incident next wants a Step; null when it is finished.</summary>
public sealed record NextStep(DateTimeOffset? DueAt);
