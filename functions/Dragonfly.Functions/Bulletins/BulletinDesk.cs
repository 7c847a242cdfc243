using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Dragonfly.Functions.Incidents;
using Dragonfly.Functions.Unlocks;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Bulletins;

/// <summary>Carries out what is asked of bulletins: on record first, the picture's custody before the incident, and then told to units and the RTIC at once.</summary>
public sealed class BulletinDesk(IncidentWriter writer, BulletinClips clips, UnitAnnouncer units, RticAnnouncer rtic, LoopWaker loops)
{
    /// <summary>Sends a picture to units.</summary>
    /// <param name="head">The newest head known to the caller.</param>
    /// <param name="request">What to send.</param>
    /// <param name="key">What the caller names this sending by, so that the same again is its repetition; null for a new one.</param>
    /// <param name="caller">Who sends it.</param>
    /// <param name="source">The function that was called.</param>
    /// <param name="durable">Runs the loop.</param>
    /// <returns>The bulletin, and whether it is a new one.</returns>
    /// <exception cref="ProblemException">It was refused.</exception>
    public async Task<(Bulletin Bulletin, bool IsNew)> SendAsync(StoredIncident head, BulletinRequest request, string? key, Caller caller, string source, DurableTaskClient durable)
    {
        var id = BulletinId.Of(head.Incident.Id, NonceFor(caller, key));
        var clip = request.Image is { } image ? BulletinClips.IdOf(id, image.Content.Span) : request.Clip!.Value;
        SharedPicture? shared = null;
        var written = await ChangeAsync(head, caller, source, async draft =>
        {
            ImmutableArray<string> to = request.Units.IsEmpty ? [.. (draft.Cad?.Message.Units ?? []).Select(unit => UnitName.Of(unit.Id))] : request.Units;
            var send = new SendBulletin(id, clip, to, caller.Id, request.Text.Digest());
            if (shared is null && IncidentDecider.Decide(draft.Incident, send, draft.Now) is Accepted) shared = await clips.ShareAsync(draft.Incident, send, [.. to.Distinct()], request, caller.Origin(source));
            return draft.Decide(send);
        });
        await TellAsync(written, durable, shared);
        return (written.Incident.Bulletins.First(bulletin => bulletin.Id == id), !written.IsEmpty);
    }

    /// <summary>Does something else to one.</summary>
    /// <param name="head">The newest head known to the caller.</param>
    /// <param name="command">What.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="source">The function that was called.</param>
    /// <param name="durable">Runs the loop; null where nothing becomes due sooner.</param>
    /// <returns>The incident as it then is.</returns>
    /// <exception cref="ProblemException">It was refused.</exception>
    public async Task<Incident> DoAsync(StoredIncident head, BulletinCommand command, Caller caller, string source, DurableTaskClient? durable = null)
    {
        var written = await ChangeAsync(head, caller, source, draft => new(draft.Decide(command)));
        await TellAsync(written, durable);
        return written.Incident;
    }

    private async Task<IncidentDraft> ChangeAsync(StoredIncident head, Caller caller, string source, Func<IncidentDraft, ValueTask<Decision>> change)
    {
        Decision decision = Accepted.Nothing;
        var written = await writer.WriteAsync(head, caller.Origin(source), async draft => decision = await change(draft));
        return decision is Rejected rejected ? throw new ProblemException(Refusals.ProblemOf(rejected)) : written;
    }

    private Task TellAsync(IncidentDraft written, DurableTaskClient? durable, SharedPicture? shared = null) => written.IsEmpty
        ? Task.CompletedTask
        : Task.WhenAll(units.AnnounceAsync(written, shared), rtic.AnnounceAsync(written), durable is null ? Task.CompletedTask : loops.WakeAsync(durable, written.Incident.Id));

    private static string NonceFor(Caller caller, string? key) => Convert.ToHexStringLower(
        key is null or "" ? RandomNumberGenerator.GetBytes(12) : SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Agency.Value}\n{caller.Id}\n{key}")).AsSpan(0, 12));
}
