using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Accesses;
using Dragonfly.Functions.Operations;

namespace Dragonfly.Functions.Incidents;

/// <summary>The one way an incident is written: read, decide, save if nobody wrote in between, else read and decide again.</summary>
public sealed class IncidentWriter(IIncidentStore store, OwnerNotices owners, TimeProvider clock)
{
    private const int MostTries = 100;

    /// <summary>Writes what <paramref name="decide"/> decides. It may run more than once, each time on a newer head.</summary>
    /// <param name="head">The newest head known to the caller, which saves a read.</param>
    /// <param name="origin">Who is behind it.</param>
    /// <param name="decide">Decides on the draft.</param>
    /// <returns>The draft that was written, or that had nothing to write.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer, or was too contended.</exception>
    public async Task<IncidentDraft> WriteAsync(StoredIncident head, Origin origin, Func<IncidentDraft, ValueTask> decide)
    {
        for (var tries = 1; ; tries++)
        {
            var draft = new IncidentDraft(head, origin, clock.GetUtcNow());
            await decide(draft);

            // From here on no caller's cancellation is honored: a decision that was made is written.
            if (draft.IsEmpty) return draft;
            var write = draft.ToWrite();
            if (await TryWriteAsync(write))
            {
                owners.Note(write.Incident, write.Entries);
                return draft;
            }

            if (tries == MostTries) throw new StoreUnavailableException("incident", new TimeoutException($"{head.Incident.Id} was written by others {tries} times"));
            head = await store.ReadAsync(head.Incident.Id, CancellationToken.None) ?? head;
        }
    }

    private async Task<bool> TryWriteAsync(IncidentWrite write)
    {
        using var span = Spans.Begin("incident.write", write.Incident.Id)?.SetTag("dragonfly.version", write.Incident.Version);
        var written = await store.TryWriteAsync(write, CancellationToken.None);
        if (!written) span.Fail("writtenByOthers");
        return written;
    }
}
