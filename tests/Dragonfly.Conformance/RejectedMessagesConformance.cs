using System.Text;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;

namespace Dragonfly.Conformance;

/// <summary>What every store of rejected messages must do. Derive from it, one class for each adapter.</summary>
public abstract class RejectedMessagesConformance : IAsyncLifetime
{
    private IRejectedMessages store = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => store = await OpenAsync();

    /// <inheritdoc/>
    public Task DisposeAsync() => CloseAsync();

    /// <summary>Opens a store that holds nothing; once for each test.</summary>
    protected abstract Task<IRejectedMessages> OpenAsync();

    /// <summary>Closes and removes it.</summary>
    protected abstract Task CloseAsync();

    [Fact]
    public async Task What_is_kept_is_read_back_as_it_was_with_every_byte()
    {
        byte[] body = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        var kept = Rejected("cpd", body, TestCad.Noon.AddTicks(3)) with
        {
            Format = CadFormat.Own,
            Number = EveryEvent.AwkwardText,
            IdempotencyKey = "key",
            Errors = [new("$.status", "unknownStatus", "must be one of them"), new("$", "empty", EveryEvent.AwkwardText)],
        };
        await AddAsync(new KeptMessage(kept, body));
        var read = (await store.ReadAsync(kept.Id, default)).ShouldNotBeNull();
        read.Body!.Value.ToArray().ShouldBe(body);
        ShouldBe(read.Message, kept);
        ShouldBe((await store.ListAsync(null, 10, default)).Single(), kept);
        (await store.ReadAsync(RejectedId.Of(new("hcso"), body), default)).ShouldBeNull("another agency's message is another");
    }

    [Fact]
    public async Task A_body_that_was_too_large_is_not_there()
    {
        var kept = Rejected("cpd", [], TestCad.Noon);
        await AddAsync(new KeptMessage(kept, null));
        (await store.ReadAsync(kept.Id, default)).ShouldNotBeNull().Body.ShouldBeNull();
    }

    [Fact]
    public async Task The_same_message_again_is_counted_and_lives_longer()
    {
        var first = Rejected("cpd", "a"u8, TestCad.Noon);
        var again = Rejected("cpd", "a"u8, TestCad.Noon.AddMinutes(1)) with { Code = "tooLong" };
        await AddAsync(first, first);
        await AddAsync(again);
        var kept = (await store.ListAsync(null, 10, default)).ShouldHaveSingleItem();
        ShouldBe(kept, again with { FirstReceivedAt = TestCad.Noon, Count = 3 });
        (await store.RemoveExpiredAsync(first.ExpiresAt, default)).ShouldBe(0);
    }

    [Fact]
    public async Task Lists_the_newest_of_every_agency_first_page_by_page()
    {
        var messages = new List<RejectedMessage>();
        foreach (var (index, second) in ((int[])[3, 1, 2, 1, 1, 3]).Index())
            messages.Add(Rejected(index % 2 == 0 ? "cpd" : "hcso", Encoding.UTF8.GetBytes($"{index}"), TestCad.Noon.AddSeconds(second)));
        await AddAsync([.. messages]);
        var inOrder = messages.OrderByDescending(message => message.ReceivedAt).ThenByDescending(message => message.Id.Value, StringComparer.Ordinal).Select(message => message.Id);
        (await PagesAsync(100)).ShouldBe(inOrder);
        (await PagesAsync(1)).ShouldBe(inOrder);
        (await PagesAsync(4)).ShouldBe(inOrder);
    }

    [Fact]
    public async Task Of_each_agency_only_so_many_are_kept_and_the_oldest_go()
    {
        var other = Rejected("hcso", "x"u8, TestCad.Noon.AddHours(-1));
        var messages = Enumerable.Range(0, 5).Select(i => Rejected("cpd", Encoding.UTF8.GetBytes($"{i}"), TestCad.Noon.AddSeconds(i))).ToArray();
        await AddAsync(other);
        await store.AddAsync([.. messages.Select(message => new KeptMessage(message, null))], 3, default);
        (await PagesAsync(100)).ShouldBe([messages[4].Id, messages[3].Id, messages[2].Id, other.Id]);

        await store.AddAsync([new(messages[2] with { ReceivedAt = TestCad.Noon.AddSeconds(9) }, null)], 2, default);
        (await PagesAsync(100)).ShouldBe([messages[2].Id, messages[4].Id, other.Id]);
    }

    [Fact]
    public async Task What_is_removed_or_has_expired_is_gone()
    {
        var (removed, expired, stays) = (Rejected("cpd", "a"u8, TestCad.Noon), Rejected("cpd", "b"u8, TestCad.Noon), Rejected("hcso", "c"u8, TestCad.Noon.AddTicks(1)));
        await AddAsync(removed, expired, stays);
        await store.RemoveAsync(removed.Id, default);
        await store.RemoveAsync(removed.Id, default);
        (await store.RemoveExpiredAsync(expired.ExpiresAt.AddTicks(-1), default)).ShouldBe(0);
        (await store.RemoveExpiredAsync(expired.ExpiresAt, default)).ShouldBe(1);
        (await PagesAsync(100)).ShouldBe([stays.Id]);
        (await store.ReadAsync(expired.Id, default)).ShouldBeNull();
    }

    private static RejectedMessage Rejected(string agency, ReadOnlySpan<byte> body, DateTimeOffset at) => new(
        RejectedId.Of(new AgencyId(agency), body), new(agency), "unknownStatus", [new("$.status", "unknownStatus", "must be one of them")], null, null, null, at, at, at.AddDays(7));

    // Records with arrays in them are equal only to themselves.
    private static void ShouldBe(RejectedMessage message, RejectedMessage expected)
    {
        message.Errors.ShouldBe(expected.Errors);
        message.ShouldBe(expected with { Errors = message.Errors });
    }

    private Task AddAsync(params RejectedMessage[] messages) => AddAsync([.. messages.Select(message => new KeptMessage(message, Encoding.UTF8.GetBytes(message.Id.Value)))]);

    private Task AddAsync(params KeptMessage[] messages) => store.AddAsync(messages, 1_000, default);

    private async Task<List<RejectedId>> PagesAsync(int size)
    {
        var ids = new List<RejectedId>();
        for (Cursor<RejectedId>? after = null; ;)
        {
            var page = await store.ListAsync(after, size, default);
            ids.AddRange(page.Select(message => message.Id));
            if (page.Length < size) return ids;
            after = new(page[^1].ReceivedAt, page[^1].Id);
        }
    }
}
