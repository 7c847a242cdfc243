using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>What CAD can say of an incident after it has reported it, in whatever order.</summary>
public sealed class CadFlows
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_cancelled_call_is_locked()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        await town.Cad.ReportAsync("26-1", status: "Cancelled");
        var locked = await town.Investigator.SeesAllAsync(id, GrantState.Locked);
        (locked.Status, locked.CadStatus).ShouldBe((IncidentStanding.Closed, CadStatus.Cancelled));
        locked.Grants.ShouldAllBe(grant => grant.Reason == "incidentCancelled");
    }

    [Fact]
    public async Task A_call_that_moves_takes_its_cameras_along()
    {
        var (near, between, far) = (Town.Camera("feed-1", 0), Town.Camera("feed-2", 300), Town.Camera("feed-3", 600));
        await using var town = await Town.StartAsync(near, between, far);
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);

        town.Clock.Advance(Second);
        await town.Cad.ReportAsync("26-1", status: "NewLocation", place: TestCad.Downtown.Toward(90, 400));
        var moved = await town.Investigator.SeesAsync(id, view => view.Grants.Count(grant => grant.State == GrantState.Unlocked) == 2 && view.Grants[0].State == GrantState.Locked);
        moved.Grants.Select(grant => (grant.FeedId.Value, grant.State, grant.Reason)).ShouldBe(
        [
            ("feed-1", GrantState.Locked, "outOfArea"),
            ("feed-2", GrantState.Unlocked, null),
            ("feed-3", GrantState.Unlocked, null),
        ]);
    }

    [Fact]
    public async Task A_call_that_becomes_a_lesser_one_is_locked()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        town.Clock.Advance(Second);
        await town.Cad.ReportAsync("26-1", "NOISE");
        (await town.Investigator.SeesAllAsync(id, GrantState.Locked)).Grants.ShouldAllBe(grant => grant.Reason == "callTypeNotQualified");
    }

    [Fact]
    public async Task A_reopened_call_is_decided_anew()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await town.Cad.ReportAsync("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        (await town.Supervisor.LockAsync(id)).Should(200);
        await town.Cad.CloseAsync("26-1");

        town.Clock.Advance(TimeSpan.FromMinutes(10));
        await town.Cad.ReportAsync("26-1", status: "ReOpened");
        var reopened = await town.Investigator.SeesAsync(id, view => view.Grants.Length == 4 && view.Grants.TakeLast(2).All(grant => grant.State == GrantState.Unlocked));
        reopened.Status.ShouldBe(IncidentStanding.Open);
        reopened.Grants.Select(grant => grant.GrantId).Distinct().Count().ShouldBe(4, "every decision makes new grants");
        reopened.Grants.TakeLast(2).ShouldAllBe(grant => grant.ExpiresAt == Town.Afternoon.AddMinutes(40));
        (await town.Investigator.AskTicketAsync(id, reopened.Grants[0].GrantId)).ShouldBeProblem(403, "lockedBySupervisor");
    }

    [Fact]
    public async Task A_message_that_comes_twice_counts_once()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var message = town.Cad.Message("26-1");
        await town.Cad.SendAsync(message);
        var id = town.Cad.IdOf("26-1");
        var before = await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        OutcomeOf(await town.Cad.SendAsync(message)).ShouldBe("duplicate");
        (await town.Investigator.IncidentAsync(id)).Version.ShouldBe(before.Version);
    }

    [Fact]
    public async Task Another_message_with_an_id_that_was_used_is_refused_and_on_record()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var (cad, id) = (town.Cad, town.Cad.IdOf("26-1"));
        OutcomeOf(await cad.SendAsync(cad.Message("26-1", messageId: "m"))).ShouldBe("accepted");
        var refused = (await cad.SendAsync(cad.Message("26-1", "NOISE", messageId: "m"))).ShouldBeProblem(409, "messageIdReused");
        refused.Json.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("$");
        var inArray = CadDesk.ResultsOf((await cad.SendAsync(new[] { cad.Message("26-2"), cad.Message("26-1", "NOISE", messageId: "m") })).Should(202));
        inArray.Select(result => (result.Outcome, result.Reason)).ShouldBe([("accepted", null), ("rejected", "$[1]: another message had this id before")]);
        (await town.TimelineAsync(id)).Select(entry => entry.Event).OfType<Refused>().ShouldAllBe(refused => refused == new Refused("ReceiveMessage", "messageIdReused", "m"));
        (await town.Investigator.SeesAllAsync(id, GrantState.Unlocked)).CallType.ShouldBe("ROBBERY");

        OutcomeOf(await cad.SendAsync(cad.Message("26-1", status: "Closed", messageId: "m"))).ShouldBe("accepted", "a close always counts");
        await town.Investigator.SeesAllAsync(id, GrantState.Locked);
    }

    [Fact]
    public async Task A_message_that_is_written_otherwise_but_says_the_same_is_a_repetition()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        OutcomeOf(await town.Cad.PostAsync("cad/incidents", """{"number":"26-1","messageId":"m","messageTime":"2026-08-14T18:00:00Z","callType":"NOISE","status":"Active","location":{"address":"a"}}""")).ShouldBe("accepted");
        OutcomeOf(await town.Cad.PostAsync("cad/incidents", """{ "status": "active", "number": "26-1", "try": 2, "messageId": "m", "messageTime": "2026-08-14T14:00:00-04:00", "callType": "noise", "location": { "address": "a" } }""")).ShouldBe("duplicate");
    }

    [Fact]
    public async Task An_older_message_never_undoes_a_newer_one()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var id = await town.Cad.ReportAsync("26-1", "ASSAULT");
        OutcomeOf(await town.Cad.SendAsync(town.Cad.Message("26-1", "NOISE", at: Town.Afternoon.AddSeconds(-1)))).ShouldBe("stale");
        (await town.Investigator.SeesAllAsync(id, GrantState.Unlocked)).CallType.ShouldBe("ASSAULT");
        (await town.TimelineAsync(id)).Select(entry => entry.Event).OfType<Refused>().Single().ShouldBe(
            new("ReceiveMessage", "stale", $"26-1/Active/{Town.Afternoon.AddSeconds(-1).UtcTicks}"));
    }

    [Fact]
    public async Task A_close_counts_however_late_it_comes_save_after_a_later_reopening()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var (cad, id) = (town.Cad, await town.Cad.ReportAsync("26-1"));
        await cad.ReportAsync("26-1", status: "Closed", at: Town.Afternoon.AddMinutes(-1));
        (await town.Investigator.IncidentAsync(id)).Status.ShouldBe(IncidentStanding.Closed);

        // A tie favors locking.
        OutcomeOf(await cad.SendAsync(cad.Message("26-1", status: "ReOpened", at: Town.Afternoon.AddMinutes(-1)))).ShouldBe("stale");
        await cad.ReportAsync("26-1", status: "ReOpened", at: Town.Afternoon);
        OutcomeOf(await cad.SendAsync(cad.Message("26-1", status: "Closed", at: Town.Afternoon.AddSeconds(-1)))).ShouldBe("stale");
        (await town.Investigator.IncidentAsync(id)).Status.ShouldBe(IncidentStanding.Open);
    }

    [Fact]
    public async Task Of_two_first_messages_at_once_comes_one_incident()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var messages = Enumerable.Range(0, 8).Select(i => town.Cad.Message("26-1", messageId: $"m{i}"));
        var replies = await Task.WhenAll(messages.Select(town.Cad.SendAsync));
        replies.Select(OutcomeOf).ShouldAllBe(outcome => outcome == "accepted");
        var id = town.Cad.IdOf("26-1");
        (await town.Investigator.SeesAllAsync(id, GrantState.Unlocked)).Grants.Length.ShouldBe(2);
        (await town.TimelineAsync(id)).Count(entry => entry.Event is CadMessageReceived).ShouldBe(8);
    }

    [Fact]
    public async Task In_an_array_each_message_stands_for_itself()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var cad = town.Cad;
        await cad.SendAsync(cad.Message("26-2", messageId: "known"));
        var reply = (await cad.SendAsync(new object[]
        {
            cad.Message("26-1"),
            cad.Message("26-1", status: "Closed", at: Town.Afternoon.AddSeconds(1)),
            cad.Message("26-2", messageId: "known"),
            cad.Message("26-2", at: Town.Afternoon.AddSeconds(-1)),
            cad.Message("26-3", status: "Napping"),
            "not an object",
            new { number = 7 },
            new { number = "26-4\0" },
        })).Should(202);
        CadDesk.ResultsOf(reply).Select(result => (result.Number, result.Outcome)).ShouldBe(
        [
            ("26-1", "accepted"), ("26-1", "accepted"), ("26-2", "duplicate"), ("26-2", "stale"), ("26-3", "rejected"), (null, "rejected"), (null, "rejected"), (null, "rejected"),
        ]);
        CadDesk.ResultsOf(reply)[4].Reason!.ShouldStartWith("$[4].status: status must be one of Active");
        CadDesk.ResultsOf(reply)[5].Reason.ShouldBe("$[5]: an incident must be an object");
        (await town.Investigator.IncidentAsync(cad.IdOf("26-1"))).Status.ShouldBe(IncidentStanding.Closed);
        (await town.Investigator.GetAsync($"incidents/{cad.IdOf("26-3")}")).ShouldBeProblem(404, "notFound");
    }

    [Fact]
    public async Task An_array_holds_a_thousand_messages_and_not_one_more()
    {
        await using var town = await Town.StartAsync();
        object[] thousand = [.. Enumerable.Range(0, 1000).Select(i => town.Cad.Message($"26-{i}", "NOISE"))];
        CadDesk.ResultsOf((await town.Cad.SendAsync(thousand)).Should(202)).Select(result => (result.Number, result.Outcome))
            .ShouldBe(Enumerable.Range(0, 1000).Select(i => ((string?)$"26-{i}", "accepted")));
        (await town.Cad.SendAsync(thousand.Append(town.Cad.Message("one more")).ToArray())).ShouldBeProblem(413, "tooManyIncidents");
        (await town.Cad.GetAsync($"cad/incidents/{town.Cad.IdOf("one more")}")).Should(404);
        CadDesk.ResultsOf((await town.Cad.SendAsync(Array.Empty<object>())).Should(202)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cad_reads_back_what_it_said_and_nothing_else()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var said = new
        {
            number = "26-1",
            messageId = "m1",
            messageTime = "2026-08-14T13:59:58-04:00",
            callType = "robbery",
            status = "ResourcesEnroute",
            priority = new { value = 2, scheme = "local" },
            location = new { latitude = 35.0456, longitude = -85.3097, kind = "Caller", uncertaintyMeters = 25, address = "701 Broad St" },
            beat = "B7",
            units = new object[] { "A12", new { id = "A14", status = "Enroute" } },
            openedAt = "2026-08-14T13:59:00-04:00",
            ward = 7,
        };
        await town.Cad.SendAsync(said);
        var id = town.Cad.IdOf("26-1");
        await town.Investigator.SeesAllAsync(id, GrantState.Unlocked);
        var read = (await town.Cad.GetAsync($"cad/incidents/{id}")).Should(200).Json;
        JsonElement.DeepEquals(read, JsonElement.Parse($$"""
            {
              "incidentId": "{{id}}", "number": "26-1", "messageId": "m1", "messageTime": "2026-08-14T17:59:58+00:00", "callType": "ROBBERY",
              "status": "ResourcesEnroute", "priority": { "value": "2", "scheme": "local" },
              "location": { "latitude": 35.0456, "longitude": -85.3097, "kind": "Caller", "uncertaintyMeters": 25, "address": "701 Broad St" },
              "beat": "B7", "units": [{ "id": "A12" }, { "id": "A14", "status": "Enroute" }], "openedAt": "2026-08-14T17:59:00+00:00",
              "receivedAt": "2026-08-14T18:00:00+00:00", "format": "own", "extra": { "ward": 7 }
            }
            """)).ShouldBeTrue(read.GetRawText());
    }

    [Fact]
    public async Task A_call_with_an_address_only_is_recorded_and_cad_is_told()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var reply = await town.Cad.SendAsync(new { number = "26-1", messageId = "m", messageTime = Town.Afternoon, callType = "ROBBERY", status = "Active", location = new { address = "701 Broad St" } });
        CadDesk.ResultsOf(reply.Should(202)).Single().ShouldBe(new("26-1", town.Cad.IdOf("26-1").Value, "accepted", "the incident is recorded; it has no coordinates"));
        var view = await town.Investigator.IncidentAsync(town.Cad.IdOf("26-1"));
        (view.Decision, view.Location!.Address, view.Grants.Length).ShouldBe(("noCoordinates", "701 Broad St", 0));
    }

    [Fact]
    public async Task The_idempotency_key_names_a_message_that_has_no_id()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        OutcomeOf(await SendAsync("k1", "Active")).ShouldBe("accepted");
        OutcomeOf(await SendAsync("k1", "Active")).ShouldBe("duplicate");
        OutcomeOf(await SendAsync("k2", "Closed")).ShouldBe("accepted");

        // One that names nothing would make every later message of the incident its repetition, the close included.
        (await SendAsync("", "Active")).ShouldBeProblem(422, "empty");
        (await SendAsync(new string('k', 129), "Active")).ShouldBeProblem(422, "tooLong");

        Task<Reply> SendAsync(string key, string status) => town.Cad.SendAsync(
            HttpMethod.Post,
            "cad/incidents",
            Desk.JsonText(Desk.Serialize(new { number = "26-1", messageTime = Town.Afternoon, callType = "ROBBERY", status, location = new { latitude = 35.0456, longitude = -85.3097 } })),
            headers => headers.TryAddWithoutValidation("Idempotency-Key", key).ShouldBeTrue());
    }

    private static string OutcomeOf(Reply reply) => CadDesk.ResultsOf(reply.Should(202)).Single().Outcome;
}
