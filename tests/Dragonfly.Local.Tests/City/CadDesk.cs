using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Places;

namespace Dragonfly.Local.Tests.City;

/// <summary>A CAD system.</summary>
internal sealed class CadDesk(Town town, string role, string name, string agency) : Desk(town, role, name, agency)
{
    private readonly string agency = agency;

    /// <summary>A message in our own format. What is not said otherwise: a robbery downtown, now.</summary>
    public object Message(
        string number,
        string callType = "ROBBERY",
        string status = "Active",
        DateTimeOffset? at = null,
        GeoPoint? place = null,
        string? messageId = null,
        string? address = null,
        string? beat = null)
    {
        var (time, where) = (at ?? Town.Clock.GetUtcNow(), place ?? TestCad.Downtown);
        return new
        {
            number,
            messageId = messageId ?? $"{number}/{status}/{time.UtcTicks}",
            messageTime = time,
            callType,
            status,
            location = new { where.Latitude, where.Longitude, address },
            beat,
        };
    }

    public IncidentId IdOf(string number) => IncidentId.Of(new AgencyId(agency), number);

    public Task<Reply> SendAsync(object body) => PostAsync("cad/incidents", body);

    /// <summary>Reports something of an incident, and must be told that it counts.</summary>
    /// <returns>The incident's id, as CAD is told.</returns>
    public async Task<IncidentId> ReportAsync(string number, string callType = "ROBBERY", string status = "Active", DateTimeOffset? at = null, GeoPoint? place = null)
    {
        var result = ResultsOf((await SendAsync(Message(number, callType, status, at, place))).Should(202)).Single();
        result.Outcome.ShouldBe("accepted");
        return IncidentId.From(result.IncidentId!);
    }

    public Task CloseAsync(string number) => ReportAsync(number, status: "Closed");

    public static IReadOnlyList<CadHeard> ResultsOf(Reply reply) =>
        [.. reply.Json.GetProperty("results").EnumerateArray().Select(result => result.Deserialize<CadHeard>(JsonSerializerOptions.Web)!)];
}

/// <summary>What CAD is told of one message.</summary>
internal sealed record CadHeard(string? Number, string? IncidentId, string Outcome, string? Reason);
