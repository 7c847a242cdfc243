using System.Collections.Immutable;
using Dragonfly.Core.Access;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;

namespace Dragonfly.Conformance;

public abstract partial class IncidentStoreConformance
{
    [Fact]
    public async Task Finds_what_stands_for_a_unit_of_an_agency_the_last_received_first()
    {
        var incidents = new List<TestIncident>();
        foreach (var second in (int[])[1, 3, 2]) incidents.Add(await RobberyAsync($"26-{second}", TestCad.Noon.AddSeconds(second)));
        foreach (var incident in incidents) await SendAsync(incident, "1", "B12", "A/b|ß");
        await SendAsync(await RobberyAsync("26-4", TestCad.Noon), "1", "B13");
        var sheriffs = await RobberyAsync("26-1", TestCad.Noon, "hcso");
        await SendAsync(sheriffs, "1", "B12");

        (await ForUnitAsync("B12")).ShouldBe([incidents[1].Id, incidents[2].Id, incidents[0].Id]);
        (await ForUnitAsync("B12", 2)).ShouldBe([incidents[1].Id, incidents[2].Id]);
        (await ForUnitAsync("A/b|ß")).Length.ShouldBe(3);
        (await ForUnitAsync("B12", agency: "hcso")).ShouldBe([sheriffs.Id]);
        (await ForUnitAsync("b12")).ShouldBeEmpty();
        (await ForUnitAsync("B1")).ShouldBeEmpty();
        Json((await Store.ReadForUnitAsync(new("hcso"), "B12", 1, default)).Single()).ShouldBe(Json(sheriffs.Stored));
    }

    [Fact]
    public async Task Units_and_agencies_whose_names_run_together_are_kept_apart()
    {
        var one = await RobberyAsync("26-1", TestCad.Noon, "a|b");
        await SendAsync(one, "1", "c");
        (await ForUnitAsync("b|c", agency: "a")).ShouldBeEmpty();
        (await ForUnitAsync("c", agency: "a|b")).ShouldBe([one.Id]);
    }

    [Fact]
    public async Task Finds_an_incident_for_a_unit_as_long_as_one_of_its_bulletins_stands()
    {
        var incident = await RobberyAsync("26-1", TestCad.Noon);
        var at = TestCad.Noon;
        await SendAsync(incident, "1", "B12", "B13");
        await SendAsync(incident, "2", "B12");
        await WriteAsync(incident, at = at.AddMinutes(1), new AcknowledgeBulletin(IdOf(incident, "1"), "B12"), new RecallBulletin(IdOf(incident, "1"), "ann", null));
        (await ForUnitAsync("B12")).ShouldBe([incident.Id]);
        (await ForUnitAsync("B13")).ShouldBeEmpty();

        await WriteAsync(incident, at = at.AddMinutes(1), TestCad.Message("26-1", at, CadStatus.Closed));
        (await ForUnitAsync("B12")).ShouldBe([incident.Id], "it stands for an hour after the incident is over");
        (await Store.ReadDueAsync(at.AddSeconds(10), 10, default)).ShouldContain(incident.Id);
        await WriteAsync(incident, at.AddHours(1), new TendBulletins());
        (await ForUnitAsync("B12")).ShouldBeEmpty();
    }

    private static BulletinId IdOf(TestIncident incident, string nonce) => BulletinId.Of(incident.Id, nonce);

    private Task SendAsync(TestIncident incident, string nonce, params ImmutableArray<string> units) =>
        WriteAsync(incident, incident.Incident.ChangedAt.AddSeconds(1), new SendBulletin(IdOf(incident, nonce), new("clip"), units, "ann", "digest"));

    private async Task<ImmutableArray<IncidentId>> ForUnitAsync(string unit, int limit = 10, string agency = "cpd") =>
        [.. (await Store.ReadForUnitAsync(new AgencyId(agency), unit, limit, default)).Select(stored => stored.Incident.Id)];
}
