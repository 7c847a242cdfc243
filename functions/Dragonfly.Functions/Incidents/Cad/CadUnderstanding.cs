using System.Collections.Immutable;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Functions.Incidents.Cad;

/// <summary>How messages were understood, in the order sent. Nothing was changed.</summary>
public sealed record DryRunAnswer(ImmutableArray<CadUnderstanding> Results);

/// <summary>How one message was understood, taken by itself: as if nothing were known of its incident. Says nothing of partners, feeds or grants.</summary>
/// <param name="Format">The format it was read as.</param>
/// <param name="Number">The agency's number for the incident, if that much could be read.</param>
/// <param name="Incident">What would be kept; its location is the one that was chosen. Null when the message is at fault.</param>
/// <param name="CallType">What became of the call type; null when the message does not say one.</param>
/// <param name="Qualifies">Whether the call qualifies by its type, its place and its status.</param>
/// <param name="Reason"><c>qualified</c>, or the code of why not.</param>
/// <param name="Errors">Every fault, by JSON path.</param>
public sealed record CadUnderstanding(
    CadFormat Format, string? Number, CadIncident? Incident, CodeReading? CallType, bool? Qualifies, string? Reason, ImmutableArray<FieldError>? Errors)
{
    internal static CadUnderstanding Of(CadReading reading, CadContext context, Origin origin, UnlockPolicy policy)
    {
        if (reading.Message is not { } message) return new(reading.Format, reading.Number, null, null, null, null, reading.Errors);
        var draft = new IncidentDraft(new(Core.Incidents.Incident.Unreported(context.Agency, message.Number), null), origin, context.Now);
        draft.Decide(new ReceiveMessage(message, reading.Digest));
        var qualification = Matching.Qualify(draft.Incident, policy);
        return new(
            reading.Format,
            message.Number,
            CadIncident.Of(draft.Incident.Id, new(message, context.Now, reading.Format, reading.Extra)),
            message.CallType is { } code ? new(message.LocalCallType ?? code, code, CallTypes.IsKnown(code)) : null,
            qualification.Rule is not null,
            qualification.Reason,
            null);
    }
}

/// <summary>What became of a call type.</summary>
/// <param name="LocalCode">As CAD says it.</param>
/// <param name="RegistryCode">What the agency's code table makes of it; the same when it is not in there.</param>
/// <param name="IsRegistered">Whether the registry (APCO 2.103.2-2019) has that code; one that it does not have never qualifies.</param>
public sealed record CodeReading(string LocalCode, string RegistryCode, bool IsRegistered);
