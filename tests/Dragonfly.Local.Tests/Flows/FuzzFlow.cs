using System.Globalization;
using System.Text;
using Dragonfly.Conformance.Cad;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>Broken messages through the door that CAD uses.</summary>
public sealed class FuzzFlow
{
    private const int Messages = 2_000;

    [Fact]
    public async Task However_a_message_is_broken_the_door_answers_and_nothing_opens_that_should_not()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var answers = new int[600];
        await Parallel.ForEachAsync(Enumerable.Range(0, Messages), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            var body = Body(number);
            var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/json");
            var reply = await town.Cad.SendAsync(HttpMethod.Post, "cad/incidents", content);
            reply.Status.ShouldBeOneOf([202, 400, 413, 422], $"mutation {number}: {reply.Text}\n{Encoding.UTF8.GetString(body)}");
            Interlocked.Increment(ref answers[reply.Status]);
            if (reply.Status is 202) return;
            reply.MediaType.ShouldBe("application/problem+json");
            (await town.Store.ReadAsync(town.Cad.IdOf(NumberOf(number)), default)).ShouldBeNull($"mutation {number} was refused and left something behind");
        });

        new[] { answers[202], answers[400], answers[422] }.ShouldAllBe(count => count > Messages / 50, "mutations that all end alike test little");
        var incidents = await town.Store.QueryAsync(new(new AgencyId("cpd"), null, null, null, 10 * Messages), default);
        incidents.ShouldAllBe(stored => stored.Cad!.Message.Number == stored.Incident.Number);
        var opened = incidents.Select(stored => stored.Incident).Where(incident => incident.Grants.Length > 0).ToArray();
        opened.Length.ShouldBeGreaterThan(Messages / 10);
        opened.ShouldAllBe(incident => UnlockPolicy.Default.RuleFor(incident.CallType) != null && incident.Point != null);
        opened.ShouldAllBe(incident => incident.LocationKind == LocationKind.CurrentIncident || incident.LocationKind == LocationKind.InitialIncident || incident.LocationKind == LocationKind.Caller);
        incidents.Where(stored => stored.Incident.Status.Closes()).ShouldAllBe(stored => !stored.Incident.LiveGrants.Any());

        // And what it keeps of them can be read back.
        foreach (var stored in incidents.Take(200)) (await town.Cad.GetAsync($"cad/incidents/{stored.Incident.Id}")).Should(200);
    }

    private static string NumberOf(int number) => string.Create(CultureInfo.InvariantCulture, $"26-{number:000000}");

    // Each message is about another incident, where its mutation left the number alone.
    private static byte[] Body(int number)
    {
        var body = MessageMutator.Mutate(number);
        var (sample, own) = ("26-104233"u8.ToArray(), Encoding.UTF8.GetBytes(NumberOf(number)));
        for (var at = 0; body.AsSpan(at).IndexOf(sample) is >= 0 and var next; at += next + 1) own.CopyTo(body, at + next);
        return body;
    }
}
