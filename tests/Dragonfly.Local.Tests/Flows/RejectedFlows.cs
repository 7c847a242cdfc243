using System.Text;
using System.Text.Json;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Local.Tests.City;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>What could not be understood is kept for operators, who have it read again once what was wrong is put right.</summary>
public sealed class RejectedFlows
{
    [Fact]
    public async Task Whatever_is_not_understood_is_kept_and_listed_newest_first_without_its_body()
    {
        await using var town = await Town.StartAsync();
        var cad = town.Cad;
        await SendAsync(() => cad.SendAsync(cad.Message("26-1", status: "Napping", address: "701 Broad St")), 422);
        await SendAsync(() => cad.PostAsync("cad/incidents", "{ oh"), 400);
        await SendAsync(() => cad.SendAsync(new object[] { cad.Message("26-2", "NOISE"), 7, cad.Message("26-3", status: "?") }), 202);
        await SendAsync(() => cad.PostAsync("cad/incidents", new string(' ', 1_000_001)), 413);
        await SendAsync(() => cad.SendAsync(HttpMethod.Post, "cad/incidents", new StringContent("<call/>", Encoding.UTF8, "text/xml")), 415);
        await SendAsync(() => cad.SendAsync(cad.Message("26-2", messageId: "m")), 202);
        await SendAsync(() => cad.SendAsync(cad.Message("26-2", "ASSAULT", messageId: "m")), 409);

        var list = await ListAsync(town);
        list.Select(item => (item.Code, item.Number, item.Errors[0].Path)).ShouldBe(
        [
            ("messageIdReused", "26-2", "$"), ("notJson", null, "$"), ("bodyTooLarge", null, "$"), ("unknownStatus", "26-3", "$[2].status"), ("wrongType", null, "$[1]"),
            ("malformedJson", null, "$"), ("unknownStatus", "26-1", "$.status"),
        ], ignoreOrder: true);
        list.Select(item => item.ReceivedAt).ShouldBeInOrder(SortDirection.Descending);
        list.ShouldAllBe(item => item.ExpiresAt == item.ReceivedAt.AddDays(7) && item.Agency.Value == "cpd");
        (await town.Ops.GetAsync("cad/rejected")).Text.ShouldNotContain("Broad St");

        async Task SendAsync(Func<Task<Reply>> send, int status)
        {
            (await send()).Should(status);
            town.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task Only_what_was_taken_is_not_kept()
    {
        await using var town = await Town.StartAsync();
        var message = town.Cad.Message("26-1", "NOISE");
        await town.Cad.SendAsync(message);
        await town.Cad.SendAsync(message);
        await town.Cad.SendAsync(town.Cad.Message("26-1", "NOISE", at: Town.Afternoon.AddSeconds(-1)));
        (await ListAsync(town)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Operators_see_the_body_of_one()
    {
        await using var town = await Town.StartAsync();
        var body = Desk.Serialize(town.Cad.Message("26-1", status: "Napping"));
        await town.Cad.PostAsync("cad/incidents", body);
        var read = (await town.Ops.GetAsync($"cad/rejected/{(await ListAsync(town))[0].Id}")).Should(200).Json;
        read.GetProperty("body").GetString().ShouldBe(body);
        read.GetProperty("message").GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("unknownStatus");

        await town.Cad.SendAsync(HttpMethod.Post, "cad/incidents", new ByteArrayContent([0xFF, 0xFE]) { Headers = { ContentType = new("application/json") } });
        var bytes = (await ListAsync(town)).Single(item => item.Code == "notUnicode");
        (await town.Ops.GetAsync($"cad/rejected/{bytes.Id}")).Should(200).Json.GetProperty("bodyBase64").GetString().ShouldBe("//4=");
        (await town.Ops.GetAsync("cad/rejected/00000000000000000000000000000000")).ShouldBeProblem(404, "notFound");
        (await town.Ops.GetAsync("cad/rejected?after=x")).ShouldBeProblem(400, "notACursor");
    }

    [Fact]
    public async Task A_message_that_is_repeated_is_one_and_counted()
    {
        await using var town = await Town.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            await town.Cad.PostAsync("cad/incidents", "{}");
            await town.CadOf("hcso").PostAsync("cad/incidents", "{}");
        }

        (await ListAsync(town)).Select(item => (item.Agency.Value, item.Count)).ShouldBe([("cpd", 3), ("hcso", 3)], ignoreOrder: true);
    }

    [Fact]
    public async Task What_came_too_early_is_taken_in_when_it_is_retried_later()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        (await town.Cad.SendAsync(town.Cad.Message("26-1", at: Town.Afternoon.AddMinutes(6)))).ShouldBeProblem(422, "futureTime");
        var kept = (await ListAsync(town)).Single();
        (await RetryAsync(town, kept.Id)).ShouldBeProblem(422, "futureTime");
        (await ListAsync(town)).Single().Count.ShouldBe(1, "a retry is not another receipt");

        town.Clock.Advance(TimeSpan.FromMinutes(1));
        var result = (await RetryAsync(town, kept.Id)).Should(200).Json;
        (result.GetProperty("outcome").GetString(), result.GetProperty("incidentId").GetString()).ShouldBe(("accepted", town.Cad.IdOf("26-1").Value));
        await town.Investigator.SeesAllAsync(town.Cad.IdOf("26-1"), GrantState.Unlocked);
        (await town.TimelineAsync(town.Cad.IdOf("26-1")))[0].Origin.ShouldBe(new Origin("ops", "Ops", "RetryRejected"));
        (await ListAsync(town)).ShouldBeEmpty();
        (await RetryAsync(town, kept.Id)).ShouldBeProblem(404, "notFound");
    }

    [Fact]
    public async Task A_retry_knows_the_agency_and_the_idempotency_key_that_the_message_came_with()
    {
        await using var town = await Town.StartAsync();
        var body = Desk.Serialize(new { number = "26-1", messageTime = Town.Afternoon.AddMinutes(6), callType = "NOISE", status = "Active", location = new { address = "a" } });
        var hcso = town.CadOf("hcso");
        await hcso.SendAsync(HttpMethod.Post, "cad/incidents", Desk.JsonText(body), headers => headers.Add("Idempotency-Key", "k1"));
        town.Clock.Advance(TimeSpan.FromMinutes(2));
        (await RetryAsync(town, (await ListAsync(town)).Single().Id)).Should(200);
        (await hcso.GetAsync($"cad/incidents/{hcso.IdOf("26-1")}")).Should(200).Json.GetProperty("messageId").GetString().ShouldBe("k1");
    }

    [Fact]
    public async Task What_stays_at_fault_or_was_not_kept_cannot_be_taken_in()
    {
        await using var town = await Town.StartAsync();
        await town.Cad.PostAsync("cad/incidents", "{ oh");
        (await RetryAsync(town, (await ListAsync(town)).Single().Id)).ShouldBeProblem(422, "malformedJson");
        await town.Cad.PostAsync("cad/incidents", new string(' ', 1_000_001));
        (await RetryAsync(town, (await ListAsync(town)).Single(item => item.Code == "bodyTooLarge").Id)).ShouldBeProblem(409, "bodyNotKept");
        (await ListAsync(town)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task After_a_week_it_is_deleted()
    {
        await using var town = await Town.StartAsync();
        await town.Cad.PostAsync("cad/incidents", "{ oh");
        town.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        await town.Functions.FireTimerAsync("DeleteExpiredRejected");
        (await ListAsync(town)).ShouldHaveSingleItem();
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.Functions.FireTimerAsync("DeleteExpiredRejected");
        (await ListAsync(town)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Keeping_it_never_fails_or_delays_the_answer_to_cad(bool hangs)
    {
        await using var town = await Town.StartAsync([], services => services.AddSingleton<IRejectedMessages>(new NoRejectedMessages(hangs)));
        var reply = town.Cad.PostAsync("cad/incidents", "{ oh");
        var answered = await Eventually.SeeAsync(() => Task.FromResult(reply), sent => sent.IsCompleted, () => town.Clock.Advance(TimeSpan.FromMilliseconds(100)));
        (await answered).ShouldBeProblem(400, "malformedJson");
        (await town.Ops.GetAsync("cad/rejected")).ShouldBeProblem(503, "storeUnavailable");
    }

    [Fact]
    public async Task A_retry_of_what_may_not_be_said_is_refused_as_at_the_door()
    {
        await using var town = await Town.StartAsync();
        await town.Cad.SendAsync(town.Cad.Message("26-1", messageId: "m"));
        (await town.Cad.SendAsync(town.Cad.Message("26-1", "NOISE", messageId: "m"))).ShouldBeProblem(409, "messageIdReused");
        (await RetryAsync(town, (await ListAsync(town)).Single().Id)).ShouldBeProblem(409, "messageIdReused");
    }

    private static Task<Reply> RetryAsync(Town town, RejectedId id) => town.Ops.PostAsync($"cad/rejected/{id}/retry");

    private static async Task<IReadOnlyList<RejectedMessage>> ListAsync(Town town) =>
        [.. (await town.Ops.GetAsync("cad/rejected")).Should(200).Json.GetProperty("items").EnumerateArray().Select(item => item.Deserialize(Core.Json.CoreJson.Default.RejectedMessage)!)];

    private sealed class NoRejectedMessages(bool hangs) : IRejectedMessages
    {
        public Task AddAsync(IReadOnlyCollection<KeptMessage> rejected, int mostOfAgency, CancellationToken cancellation) => hangs ? new TaskCompletionSource().Task : throw Unavailable();

        public ValueTask<System.Collections.Immutable.ImmutableArray<RejectedMessage>> ListAsync(Core.Json.Cursor<RejectedId>? after, int limit, CancellationToken cancellation) => throw Unavailable();

        public ValueTask<KeptMessage?> ReadAsync(RejectedId id, CancellationToken cancellation) => throw Unavailable();

        public Task RemoveAsync(RejectedId id, CancellationToken cancellation) => throw Unavailable();

        public Task<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellation) => throw Unavailable();

        private static StoreUnavailableException Unavailable() => new("rejected message", new IOException("as ordered"));
    }
}
