using Dragonfly.Conformance;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Functions.Incidents.Cad;
using Dragonfly.Functions.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Functions.Tests.Incidents.Cad;

public sealed class CosmosRejectedMessagesTests : RejectedMessagesConformance
{
    private readonly FakeTimeProvider clock = new(TestCad.Noon);
    private TestCosmos cosmos = null!;

    [Fact]
    public async Task The_same_message_through_many_instances_at_once_is_counted_each_time()
    {
        var message = Message("a"u8);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => New().AddAsync([new(message, "a"u8.ToArray())], 10, default))));
        (await New().ListAsync(null, 10, default)).ShouldHaveSingleItem().Count.ShouldBe(8);
    }

    [Fact]
    public async Task The_database_itself_removes_what_nobody_removed()
    {
        var message = Message("a"u8) with { ExpiresAt = TestCad.Noon.AddSeconds(60.5) };
        await New().AddAsync([new(message, null)], 10, default);
        clock.Advance(TimeSpan.FromSeconds(60));
        (await New().ReadAsync(message.Id, default)).ShouldNotBeNull("not a moment early");
        clock.Advance(TimeSpan.FromSeconds(2));
        (await New().ReadAsync(message.Id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task The_largest_body_that_is_kept_fits()
    {
        byte[] body = [.. Enumerable.Range(0, 1 << 20).Select(i => (byte)i)];
        var message = Message(body);
        await New().AddAsync([new(message, body)], 10, default);
        (await New().ReadAsync(message.Id, default)).ShouldNotBeNull().Body!.Value.Span.SequenceEqual(body).ShouldBeTrue();
    }

    [Fact]
    public async Task What_came_again_while_it_was_about_to_be_removed_stays()
    {
        var message = Message("a"u8);
        await New().AddAsync([new(message, null)], 10, default);
        using var held = cosmos.StandIn.Faults.Hold(1, request => request.Operation is "delete");
        var removing = New().RemoveExpiredAsync(message.ExpiresAt, default);
        await held.First;
        await New().AddAsync([new(message with { ReceivedAt = message.ReceivedAt.AddDays(1), ExpiresAt = message.ExpiresAt.AddDays(1) }, null)], 10, default);
        held.Release();
        (await removing).ShouldBe(0);
        (await New().ReadAsync(message.Id, default)).ShouldNotBeNull().Message.Count.ShouldBe(2);
    }

    protected override async Task<IRejectedMessages> OpenAsync()
    {
        cosmos = await TestCosmos.OpenAsync(clock);
        return New();
    }

    protected override Task CloseAsync() => cosmos.DisposeAsync().AsTask();

    private CosmosRejectedMessages New() => new(cosmos.Database, clock);

    private static RejectedMessage Message(ReadOnlySpan<byte> body) =>
        new(RejectedId.Of(new("cpd"), body), new("cpd"), "unknownStatus", [], null, null, null, TestCad.Noon, TestCad.Noon, TestCad.Noon.AddDays(7));
}
