using System.Collections.Frozen;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>
/// The Emergency Incident Data Object: NENA-STA-021.1, <c>eidoVersion</c> 1.0. An envelope holds one incident and the components that it refers to by their <c>$id</c>.
/// </summary>
/// <remarks>
/// The incident's number is <c>internalIncidentId</c>, which the standard leaves optional and we require: the tail of the tracking id in <c>$id</c> may or may not be
/// the same, and a CAD system that sends it in one message and not in the next would make two incidents, of which a close would reach only one.
/// </remarks>
public static class EidoFormat
{
    private const string Version = "1.0";
    private const string Statuses = "incidentStatusCommonRegistryText";

    /// <summary>The members of the envelope itself. Components are kept whole, since much in them is not understood.</summary>
    public static FrozenSet<string> Understood { get; } = FrozenSet.Create(
        StringComparer.Ordinal, "$id", "lastUpdateTimeStamp", "updatedByAgencyReference", "eidoVersion", "issuingElementIdentification");

    /// <summary>The number of the incident, if that much can be read.</summary>
    public static string? NumberIn(FieldReader fields) => fields.Object("incidentComponent")?.Text("internalIncidentId", 64);

    /// <summary>Reads one EIDO; of no use when the reader notes a fault. A close is believed whatever else is wrong with it: refusing it would leave feeds open.</summary>
    public static CadMessage Read(FieldReader fields, CadContext context)
    {
        var (found, now) = (fields.Object("incidentComponent", required: true), context.Now);
        var status = found is { } said ? ReadStatus(said) : CadStatus.Active;
        var closes = status.Closes();
        var rest = closes ? fields.Silently : fields;
        var number = found?.Text("internalIncidentId", 64, required: true);
        var time = fields.Time("lastUpdateTimeStamp", now, required: true) ?? default;
        var id = rest.Text("$id", 200, required: true);
        CheckEnvelope(rest, closes ? found?.Silently : found);
        var incident = closes ? found?.Silently : found;
        var (callType, localCallType) = incident is { } typed ? ReadCallType(typed, context.Codes) : default;
        return new(
            Number: number!,
            MessageId: CadMessage.IdOf(id ?? number!, time, status),
            MessageTime: time,
            CallType: callType,
            Status: status,
            Priority: incident?.Whole("incidentCommonPriorityNumber", 0, 10) is { } priority ? new($"{priority}", "eido") : null,
            Location: closes ? fields.Leniently(EidoLocations.Read) : EidoLocations.Read(fields),
            Beat: incident?.Text("beatOrDispatchGroupText", 64),
            Units: rest.Units("emergencyResourceComponent", ReadUnit),
            OpenedAt: null,
            ClosedAt: null,
            LocalCallType: localCallType);
    }

    // The primary status says only whether a unit can be sent; the secondary ones say what it is doing, the latest last.
    private static CadUnit? ReadUnit(FieldReader unit)
    {
        var id = unit.Text("emergencyResourceName", CadUnit.MostCharacters) ?? unit.Text("$id", CadUnit.MostCharacters, required: true);
        var status = unit.Silently.Texts("secondaryUnitStatusRegistryText", 20, 64).LastOrDefault().Text ?? unit.Text("primaryUnitStatusRegistryText", 64);
        return id is null ? null : new(id, status);
    }

    private static void CheckEnvelope(FieldReader fields, FieldReader? incident)
    {
        if (fields.Text("eidoVersion", 16, required: true) is { } version && version is not Version) fields.Add("eidoVersion", "unsupportedVersion", $"must be {Version}");
        fields.Text("issuingElementIdentification", 256, required: true);
        var agencies = fields.Objects("agencyComponent", required: true).Select(EidoReferences.IdOf).ToHashSet();
        if (fields.Object("updatedByAgencyReference", required: true) is { } reference) EidoReferences.Check(reference, agencies, "agencyComponent");
        if (incident is { } named) EidoReferences.CheckAll(named, EidoReferences.IdsIn(fields));
    }

    /// <summary>
    /// Of several values one that closes wins, then <c>ReOpened</c>, then <c>NewLocation</c>, else the last. No value: the incident is active.
    /// </summary>
    private static CadStatus ReadStatus(FieldReader incident)
    {
        var known = Known(incident.Silently).ToArray();
        if (Array.FindLast(known, static status => status.Closes()) is var closing && closing.Closes()) return closing;
        known = [.. Known(incident)];
        return known.Contains(CadStatus.ReOpened) ? CadStatus.ReOpened
            : known.Contains(CadStatus.NewLocation) ? CadStatus.NewLocation
            : known.LastOrDefault(CadStatus.Active);

        static IEnumerable<CadStatus> Known(FieldReader incident)
        {
            foreach (var (name, text) in incident.Texts(Statuses, 64))
            {
                if (FieldReader.MemberOf<CadStatus>(text) is { } status) yield return status;
                else incident.Add(name, "unknownStatus", $"must be one of {string.Join(", ", Enum.GetNames<CadStatus>())}");
            }
        }
    }

    /// <summary>
    /// The common type when the registry has it; else what the agency's table makes of it or of its internal code; else the common type as it came, which unlocks nothing.
    /// A code of the registry always stands for itself here: the table must not give another meaning to what the standard has defined.
    /// </summary>
    private static (string? Code, string? Local) ReadCallType(FieldReader incident, CodeTable codes)
    {
        var local = incident.Leniently(static fields => fields.Text("incidentTypeInternalCode", 64));
        var translated = local is null ? null : codes.Find(local);
        var common = incident.Text("incidentTypeCommonRegistryText", 64, required: translated is null);
        if (common is not null && (CallTypes.IsKnown(common) || CallTypes.IsKnown(codes.CodeFor(common)) || translated is null))
            return CallTypes.IsKnown(common) ? Said(common, common.ToUpperInvariant()) : Said(common, codes.CodeFor(common));
        return translated is null ? default : Said(local!, translated);

        static (string? Code, string? Local) Said(string said, string code) => (code, said.ToUpperInvariant() == code ? null : said.ToUpperInvariant());
    }
}
