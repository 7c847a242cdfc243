using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>The directory of people: kept beside the log, so that it can be deleted.</summary>
public sealed class PeopleFlows(TownFixture fixture) : IClassFixture<TownFixture>
{
    private const string Night = """{"badge":"4711","name":"Ann Archer","shift":{"timeZone":"America/New_York","hours":[{"days":["Friday","Saturday"],"from":"22:00","to":"06:00"}]}}""";

    private readonly Town town = fixture.Town;

    [Fact]
    public async Task An_administrator_lists_people_and_deletes_them_and_the_log_says_that_but_not_who_they_are()
    {
        var listed = (await PutAsync("0a1b", Night)).Should(200).Json;
        listed.GetProperty("shift").GetProperty("hours")[0].GetProperty("days")[1].GetString().ShouldBe("Saturday");
        (await PutAsync("0a1b", """{"badge":"4712"}""")).Should(200).Text.ShouldBe("""{"id":"0a1b","badge":"4712"}""");
        (await town.Admin.GetAsync("people")).Should(200).Json.GetProperty("items").EnumerateArray().Select(person => person.GetProperty("id").GetString()).ShouldContain("0a1b");
        (await town.Admin.DeleteAsync("people/0a1b")).Should(204);
        (await town.Admin.DeleteAsync("people/0a1b")).ShouldBeProblem(404, "notFound");

        var entries = await town.Service<ITimelines>().ReadAsync(PersonEvent.Timeline, 0, 1_000, default);
        entries.Where(entry => entry.Event is PersonEvent { Person: "0a1b" }).Select(entry => entry.Event).ShouldBe([new PersonListed("0a1b"), new PersonListed("0a1b"), new PersonRemoved("0a1b")]);
        entries.ShouldAllBe(entry => entry.Origin.Actor == "admin");
        entries.ToString()!.ShouldNotContain("Archer");
        Chain.FaultIn(entries).ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"badge":""}""", "empty")]
    [InlineData("""{"batch":"1"}""", "unknownProperty")]
    [InlineData("""{"shift":{"timeZone":"Chattanooga","hours":[{"days":["Friday"],"from":"22:00","to":"06:00"}]}}""", "unknownTimeZone")]
    [InlineData("""{"shift":{"timeZone":"America/New_York","hours":[]}}""", "empty")]
    [InlineData("""{"shift":{"timeZone":"America/New_York"}}""", "required")]
    [InlineData("""{"shift":{"timeZone":"America/New_York","hours":[{"days":["Freitag"],"from":"22:00","to":"06:00"}]}}""", "unknownDay")]
    [InlineData("""{"shift":{"timeZone":"America/New_York","hours":[{"days":[],"from":"22:00","to":"06:00"}]}}""", "empty")]
    [InlineData("""{"shift":{"timeZone":"America/New_York","hours":[{"days":["Friday"],"from":"25:00","to":"06:00"}]}}""", "notATime")]
    public async Task What_is_listed_wrongly_is_named_and_changes_nothing(string body, string code)
    {
        (await PutAsync("wrong", body)).ShouldBeProblem(422, code);
        (await town.Admin.DeleteAsync("people/wrong")).ShouldBeProblem(404, "notFound");
    }

    private Task<Reply> PutAsync(string id, string body) => town.Admin.SendAsync(HttpMethod.Put, $"people/{id}", Desk.JsonText(body));
}
