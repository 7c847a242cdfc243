using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Dragonfly.Conformance.Cad;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Tests.City;
using FsCheck;
using FsCheck.Fluent;

namespace Dragonfly.Local.Tests.Promises;

/// <summary>What CAD tells, and the partners there are.</summary>
public sealed record Story(ImmutableArray<Feed> Registry, ImmutableArray<Telling> Tellings)
{
    private static readonly Gen<string> CallType = Gen.Frequency(
        (4, Gen.Constant("ROBBERY")), (2, Gen.Constant("ACTSHOOT")), (1, Gen.Elements("NOISE", "CIVDIS", "NO-SUCH-TYPE")));

    private static readonly Gen<SharingRule> Rule =
        from kind in Gen.Frequency((5, Gen.Constant(0)), (5, Gen.Choose(1, 4)))
        select kind switch
        {
            1 => SharingRule.Always with { Enabled = false },
            2 => SharingRule.Always with { CallTypes = ["ROBBERY"] },
            3 => SharingRule.Always with { PausedUntil = Town.Afternoon.AddMinutes(1) },
            4 => SharingRule.Always with { Hours = [new([DayOfWeek.Friday], new(9, 0), new(14, 1))] },
            _ => SharingRule.Always,
        };

    private static readonly Gen<Consent> Consents =
        from active in Gen.Frequency((6, Gen.Constant(true)), (1, Gen.Constant(false)))
        from rule in Rule
        from bounded in Gen.Elements(true, false)
        from bound in Rule
        from letsIn in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
        from minutes in Gen.Elements(-1, 1, 1_000_000)
        select AnyRegistry.ConsentOf(active, rule, bounded ? bound : null, letsIn, Town.Afternoon.AddMinutes(minutes));

    private static readonly Gen<Feed[]> Registries =
        from count in Gen.Frequency((1, Gen.Constant(0)), (6, Gen.Choose(1, 30)))
        from meters in Gen.Choose(0, 400).ArrayOf(count)
        from bearings in Gen.Choose(0, 359).ArrayOf(count)
        from consents in Consents.ArrayOf(count)
        from looks in Gen.Elements(true, false).ArrayOf(count)
        select Enumerable.Range(0, count).Select(i => AnyRegistry.FeedOf(i, meters[i], bearings[i], consents[i], looks[i])).ToArray();

    private static readonly Gen<Telling> AnyTelling =
        from format in Gen.Elements(CadFormat.Own, CadFormat.Eido, CadFormat.CadPush)
        from number in Gen.Choose(1, 2)
        from callType in CallType
        from priority in Gen.Elements<int?>(0, 1, 5, 10, null)
        from status in Gen.Frequency((4, Gen.Constant("Active")), (1, Gen.Elements("Closed", "ReOpened", "Cancelled", "Nowhere")))
        from seconds in Gen.Elements(0, 0, 1, 45, 2_000)
        from moved in Gen.Frequency((4, Gen.Constant(0.0)), (1, Gen.Constant(0.01)))
        select new Telling(format, number, callType, priority, status, seconds, moved);

    /// <summary>Any of them; they shrink by leaving partners and messages out.</summary>
    public static Arbitrary<Story> Any { get; } = Arb.From(
        from registry in Registries
        from length in Gen.Choose(1, 6)
        from tellings in AnyTelling.ArrayOf(length)
        select new Story([.. registry], [.. tellings]),
        story =>
        [
            .. story.Tellings.Length > 1 ? story.Tellings.Select(telling => story with { Tellings = story.Tellings.Remove(telling) }) : [],
            .. story.Registry.Select(feed => story with { Registry = story.Registry.Remove(feed) }),
        ]);
}

/// <summary>One message of CAD, in one of its formats.</summary>
/// <param name="Format">Which.</param>
/// <param name="Number">Of which incident.</param>
/// <param name="CallType">What it is about.</param>
/// <param name="Priority">As CAD gives it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Seconds">How long after the one before it.</param>
/// <param name="Moved">How far it is from downtown, in degrees.</param>
public sealed record Telling(CadFormat Format, int Number, string CallType, int? Priority, string Status, int Seconds, double Moved)
{
    /// <summary>Where it is sent.</summary>
    public string Door => Format is CadFormat.CadPush ? "events/cpd" : "cad/incidents";

    /// <summary>The message.</summary>
    public string Body(string number, DateTimeOffset at) => Format switch
    {
        CadFormat.Own => Changed(TestMessages.Own, json =>
        {
            (json["number"], json["messageId"], json["messageTime"], json["callType"], json["status"]) = (number, Id(at), at, CallType, Status);
            json["priority"] = Priority is { } value ? new JsonObject { ["value"] = value, ["scheme"] = "local" } : null;
            json["location"]!["latitude"] = 35.0456 + Moved;
        }),
        CadFormat.CadPush => Changed(TestMessages.CadPush, json =>
        {
            (json["eventId"], json["transactionId"], json["transactionDateUtc"], json["category"], json["priority"]) = (number, Id(at), at.UtcDateTime, CallType, Priority);
            (json["state"], json["statusCode"]) = (Status is "Active" ? "Open" : Status, null);
            json["location"]!["latitude"] = 35.0456 + Moved;
        }),
        _ => Changed(TestMessages.Eido, json =>
        {
            (json["$id"], json["lastUpdateTimeStamp"]) = ($"urn:emergency:uid:incidentid:{number}:{Id(at)}", at);
            var incident = json["incidentComponent"]!;
            (incident["internalIncidentId"], incident["incidentTypeCommonRegistryText"], incident["incidentCommonPriorityNumber"]) = (number, CallType, Priority);
            incident["incidentStatusCommonRegistryText"] = new JsonArray(Status);
        }),
    };

    private string Id(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{Status}-{at.UtcTicks}-{Priority}-{CallType}");

    private static string Changed(string sample, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(sample)!.AsObject();
        change(json);
        return json.ToJsonString();
    }
}
