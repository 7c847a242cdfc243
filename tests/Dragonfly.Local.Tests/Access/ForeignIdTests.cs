using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Functions;
using Dragonfly.Functions.Access;
using Dragonfly.Local.Tests.City;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Local.Tests.Access;

/// <summary>
/// Every HTTP function there is whose route holds the id of something that is somebody's, called with what is another's: it does not exist. A function that is new is
/// among them by its attributes; an id that is new must be said to be somebody's or nobody's.
/// </summary>
public sealed partial class ForeignIdTests(ForeignIdTests.Neighbors neighbors) : IClassFixture<ForeignIdTests.Neighbors>
{
    private const string Ours = "partner-1";
    private const string Theirs = "partner-2";
    private const string Nowhere = "ffffffffffffffffffffffffffffffff";

    private static readonly string[] Partners = ["partnerId", "siteId", "feedId", "orderId", "userId"];
    private static readonly string[] Agencies = ["incidentId", "grantId", "ticketId", "clipId", "bulletinId", "tenant"];

    // Who may name these at all may name all of them; an agency's name is no secret.
    private static readonly string[] Nobodys = ["rejectedId", "personId", "year", "agency"];

    // These stand above partners, and this one above agencies.
    private static readonly string[] Above = [Role.ProgramAdmin, Role.Auditor, Role.Ops];

    // Bodies with which the function would do what it is for: an id must not be found foreign only because a field is at fault.
    private static readonly Dictionary<string, object> Bodies = new()
    {
        ["WriteSite"] = new { name = "Dock", place = new { latitude = 35.0456, longitude = -85.3097 }, timeZone = "America/New_York" },
        ["WriteFeed"] = new { name = "Gate", place = new { latitude = 35.0456, longitude = -85.3097 } },
        ["WriteSiteSharing"] = new { enabled = false },
        ["WriteFeedSharing"] = new { enabled = false },
        ["WriteUser"] = new { role = "viewer" },
        ["ScheduleWorkOrder"] = new { visitAt = Town.Afternoon.AddDays(1) },
        ["ExtendIncident"] = new { minutes = 5, reason = "still inside" },
        ["RequestRecording"] = new { from = Town.Afternoon, to = Town.Afternoon.AddMinutes(1) },
        ["LinkClip"] = new { reason = "case 7" },
        ["HoldClip"] = new { caseNumber = "7", reason = "case 7" },
        ["ReleaseClip"] = new { reason = "case 7" },
        ["PackageClip"] = new { reason = "case 7" },
        ["LockIncident"] = new { reason = "not needed" },
    };

    private static readonly Function[] All =
    [
        .. from type in typeof(DragonflyApplication).Assembly.GetTypes()
           from method in type.GetMethods()
           let name = method.GetCustomAttribute<FunctionAttribute>()?.Name
           let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null)
           where name is not null && trigger is not null
           select new Function(name, trigger.Methods![0].ToUpperInvariant(), trigger.Route!, [.. Placeholder().Matches(trigger.Route!).Select(id => id.Groups[1].Value)], AccessRule.Of(method)),
    ];

    public static TheoryData<string> OfPartners => [.. All.Where(function => function.Ids.Contains("partnerId")).Select(function => function.Name)];

    public static TheoryData<string> OfThingsOfPartners => [.. All.Where(function => function.Ids.Intersect(Partners).Count() > 1).Select(function => function.Name)];

    public static TheoryData<string> OfAgencies => [.. All.Where(function => function.Ids.Intersect(Agencies).Any() && function.Rule.Roles.Except(Above).Any()).Select(function => function.Name)];

    [Fact]
    public void Of_every_id_in_a_route_it_is_known_whose_it_is() => All.SelectMany(function => function.Ids).Except([.. Partners, .. Agencies, .. Nobodys]).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(OfPartners))]
    public async Task A_partner_that_is_anothers_does_not_exist(string name)
    {
        var function = All.Single(found => found.Name == name);
        function.Rule.Anyone.ShouldBeFalse();
        var before = await neighbors.EntriesAsync(Ours);
        foreach (var role in function.Rule.Roles.Except(Above))
        {
            var foreign = (await CallAsync(function, role, neighbors.Ids)).ShouldBeProblem(404, "notFound");
            var missing = (await CallAsync(function, role, new() { ["partnerId"] = Nowhere })).ShouldBeProblem(404, "notFound");
            foreign.Text.ShouldBe(missing.Text, $"{role} can tell one from the other");
        }

        (await neighbors.EntriesAsync(Ours)).ShouldBe(before, "nothing of it may be on the partner's own timeline");
    }

    [Theory]
    [MemberData(nameof(OfThingsOfPartners))]
    public async Task And_neither_does_a_thing_of_anothers_under_ones_own_name(string name)
    {
        var function = All.Single(found => found.Name == name);
        var before = await neighbors.EntriesAsync(Ours);
        foreach (var role in function.Rule.Roles.Except(Above))
        {
            var foreign = (await CallAsync(function, role, new(neighbors.Ids) { ["partnerId"] = Theirs })).ShouldBeProblem(404, "notFound");
            var missing = (await CallAsync(function, role, new() { ["partnerId"] = Theirs })).ShouldBeProblem(404, "notFound");
            foreign.Text.ShouldBe(missing.Text, $"{role} can tell one from the other");
        }

        (await neighbors.EntriesAsync(Ours)).ShouldBe(before);
    }

    [Fact]
    public async Task Nor_in_a_query_or_a_body()
    {
        var (owner, ids) = (neighbors.DeskOf(Role.PartnerOwner), neighbors.Ids);
        var (site, feed) = (ids["siteId"], ids["feedId"]);
        var before = await neighbors.EntriesAsync(Ours);
        (await owner.GetAsync($"partners/{Theirs}/feeds?site={site}")).Should(200).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await owner.GetAsync($"partners/{Theirs}/timeline?feed={feed}")).ShouldBeProblem(404, "notFound");
        (await owner.GetAsync($"partners/{Theirs}/access-log?feed={feed}")).ShouldBeProblem(404, "notFound");
        (await owner.PostAsync($"partners/{Theirs}/feeds", new { site, name = "Gate", place = new { latitude = 35.0456, longitude = -85.3097 } })).ShouldBeProblem(422, "siteUnknown");
        (await owner.PostAsync($"partners/{Theirs}/work-orders", new { kind = "needs", site })).ShouldBeProblem(404, "notFound");
        var share = Desk.JsonText(Desk.Serialize(new { feeds = new[] { feed }, sharing = new { enabled = false } }));
        (await owner.SendAsync(HttpMethod.Put, $"partners/{Theirs}/feeds/sharing", share, headers => headers.TryAddWithoutValidation("If-Match", "\"1\""))).ShouldBeProblem(404, "notFound");
        (await owner.GetAsync("partners")).Should(200).Json.GetProperty("items").EnumerateArray().Select(partner => partner.GetProperty("partnerId").GetString()).ShouldBe([Theirs]);
        (await neighbors.EntriesAsync(Ours)).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(OfAgencies))]
    public async Task What_is_another_agencys_does_not_exist(string name)
    {
        var function = All.Single(found => found.Name == name);
        foreach (var role in function.Rule.Roles.Except(Above))
        {
            var foreign = await CallAsync(function, role, neighbors.Ids);
            if (function.Ids.Contains("tenant")) foreign.ShouldBeProblem(403, "foreignAgency"); // That there is an agency is known.
            else foreign.ShouldBeProblem(404, "notFound");
        }
    }

    private Task<Reply> CallAsync(Function function, string role, Dictionary<string, string> ids)
    {
        var path = Placeholder().Replace(function.Route, id => ids.GetValueOrDefault(id.Groups[1].Value, Nowhere));
        var body = function.Verb is "GET" or "DELETE" ? null : Desk.JsonText(Desk.Serialize(Bodies.GetValueOrDefault(function.Name, new { })));
        return neighbors.DeskOf(role).SendAsync(new(function.Verb), path, body, headers => headers.TryAddWithoutValidation("If-Match", "\"1\""));
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();

    private sealed record Function(string Name, string Verb, string Route, string[] Ids, AccessRule Rule);

    /// <summary>Two partners, two installers and two agencies, of whom the first have all that there is.</summary>
    public sealed class Neighbors : IAsyncLifetime
    {
        private Town town = null!;

        /// <summary>An id of everything that is the first's, by its name in routes.</summary>
        internal Dictionary<string, string> Ids { get; private set; } = [];

        public async Task InitializeAsync()
        {
            town = await Town.StartAsync(Town.TwoCameras);
            var installers = Desk.JsonText("""{"installers": [{"id": "epb", "users": ["carol"]}, {"id": "volt", "users": ["owner-of-partner-2"]}]}""");
            var tag = (await town.Admin.GetAsync("installers")).Headers.ETag!.ToString();
            (await town.Admin.SendAsync(HttpMethod.Put, "installers", installers, headers => headers.TryAddWithoutValidation("If-Match", tag))).Should(200);

            // The other installer has work, and none of it for the first partner.
            var owner = new Desk(town, Role.PartnerOwner, "owner-of-partner-1", "cpd");
            var order = (await owner.PostAsync($"partners/{Ours}/work-orders", new { kind = "needs", installer = "epb" })).Should(201).Json.GetProperty("id").GetString()!;
            (await DeskOf(Role.PartnerOwner).PostAsync($"partners/{Theirs}/work-orders", new { kind = "needs", installer = "volt" })).Should(201);

            var incident = await town.Cad.ReportAsync("26-1");
            var grant = (await town.Investigator.SeesAllAsync(incident, GrantState.Unlocked)).Grants[0].GrantId;
            var ticket = (await town.Investigator.TicketAsync(incident, grant)).Ticket;
            var still = await town.Investigator.PictureAsync(incident, grant);
            var feed = (await town.Service<IPartnerStore>().ReadFeedsAsync(new(Ours), null, null, 1, default)).Single();
            Ids = new()
            {
                ["partnerId"] = Ours,
                ["siteId"] = feed.Site.Value,
                ["feedId"] = feed.Id.Value,
                ["orderId"] = order,
                ["userId"] = "owner-of-partner-1",
                ["incidentId"] = incident.Value,
                ["grantId"] = grant.Value,
                ["ticketId"] = ticket.Value,
                ["clipId"] = still.Value,
                ["bulletinId"] = (await town.Investigator.BulletinAsync(incident, still, "B12")).Value,
                ["tenant"] = "cpd",
                ["agency"] = "cpd",
            };
        }

        public async Task DisposeAsync() => await town.DisposeAsync();

        /// <summary>The neighbor in a role: of the other partner, the other installer, and the other agency.</summary>
        internal Desk DeskOf(string role) => new(town, role, $"owner-of-{Theirs}", "hcso");

        internal async Task<long> EntriesAsync(string partner) => (await town.Service<IPartnerStore>().ReadAsync(new(partner), default))!.Partner.Sequence;
    }
}
