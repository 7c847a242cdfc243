using System.Text;
using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Tests.Audit;

public sealed class CheckpointTests
{
    private static readonly DateTimeOffset Noon = TestCad.Noon;
    private static readonly DateTimeOffset Midnight = new(2026, 8, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_one_seals_all_that_there_is() => Checkpoints.Next(null, default, Noon).ShouldBe((DateTimeOffset.MinValue, null));

    [Fact]
    public void The_next_one_looks_back_a_little_behind_the_last() =>
        Checkpoints.Next(Last(), Noon, Noon.AddMinutes(15)).ShouldBe((Noon.AddMinutes(-5), null));

    [Fact]
    public void There_is_none_when_another_instance_has_just_made_one()
    {
        Checkpoints.Next(Last(), Noon, Noon.AddSeconds(59)).ShouldBeNull();
        Checkpoints.Next(Last(), Noon, Noon.AddSeconds(-3)).ShouldBeNull();
    }

    [Fact]
    public void The_first_of_a_day_closes_the_day_before() =>
        Checkpoints.Next(Last(), Midnight.AddMinutes(-15), Midnight).ShouldBe((Midnight.AddDays(-1), new DateOnly(2026, 8, 1)));

    [Fact]
    public void The_first_one_after_days_without_lists_all_of_them() =>
        Checkpoints.Next(Last(), Midnight.AddDays(-2).AddMinutes(2), Midnight.AddHours(3)).ShouldBe((Midnight.AddDays(-2).AddMinutes(-3), new DateOnly(2026, 8, 1)));

    [Fact]
    public void A_list_that_was_not_finished_is_made_again_at_once() =>
        Checkpoints.Next(Last() with { Part = 1, Parts = 3, Since = Midnight.AddDays(-1), Day = new(2026, 8, 1) }, Midnight, Midnight.AddSeconds(1)).ShouldBe((Midnight.AddDays(-1), new DateOnly(2026, 8, 1)));

    [Fact]
    public async Task A_signature_holds_for_the_entry_as_it_is_and_for_no_other()
    {
        var (signer, first) = (new TestSigner(), await SignAsync(new TestSigner(), null));
        var entry = await SignAsync(signer, first);
        (entry.Sequence, entry.PreviousHash).ShouldBe((2, first.Hash));
        Chain.FaultIn([first, entry]).ShouldBeNull();
        var checkpoint = (CheckpointSigned)entry.Event;
        IsGood(entry).ShouldBeTrue();
        foreach (var other in (Entry[])
            [
                entry with { At = entry.At.AddTicks(1) },
                entry with { Sequence = 3 },
                entry with { PreviousHash = entry.Hash! },
                entry with { Origin = Origin.System("other") },
                entry with { Event = checkpoint with { Agency = "hcso" } },
                entry with { Event = checkpoint with { Since = checkpoint.Since.AddTicks(1) } },
                entry with { Event = checkpoint with { Day = new(2026, 8, 2) } },
                entry with { Event = checkpoint with { Heads = [checkpoint.Heads[0] with { Length = 4 }] } },
                entry with { Event = checkpoint with { KeyId = "other" } },
            ]) IsGood(other).ShouldBeFalse();
        IsGood(entry with { Hash = null }).ShouldBeTrue("the hash is made of the signature, not the other way round");
        CheckpointSeal.IsGood(new TestSigner().Key, Signed(entry), checkpoint.Signature).ShouldBeFalse();
        foreach (var nonsense in (string?[])[null, "", "%", "AAAA"]) CheckpointSeal.IsGood(signer.Key, Signed(entry), nonsense).ShouldBeFalse();
        CheckpointSeal.IsGood(signer.Key with { PublicKey = "no key" }, Signed(entry), checkpoint.Signature).ShouldBeFalse();

        bool IsGood(Entry read) => CheckpointSeal.IsGood(signer.Key, Signed(read), ((CheckpointSigned)read.Event).Signature);
    }

    [Theory]
    [InlineData("policy", null)]
    [InlineData("partners/partner-1", null)]
    [InlineData("installers", null)]
    [InlineData("reports/2026", null)]
    [InlineData("codes/cpd", "cpd")]
    [InlineData("refusals/cpd", "cpd")]
    [InlineData("checkpoints/cpd", "cpd")]
    [InlineData("checkpoints/program", null)]
    [InlineData("misuse/cpd", "cpd")]
    [InlineData("transparency/cpd", "cpd")]
    [InlineData("principals/cpd/6f1d/2026-08-14", "cpd")]
    [InlineData("principals/-/unknown/2026-08-14", null)]
    public void A_timeline_says_whose_it_is(string id, string? agency) => (new TimelineId(id).Agency?.Value).ShouldBe(agency);

    [Fact]
    public void An_incidents_timeline_does_not() => Should.Throw<InvalidOperationException>(() => new TimelineId("incidents/x").Agency);

    [Fact]
    public void A_cursor_survives_its_way_through_a_client()
    {
        var cursor = new EntryCursor(Noon.AddTicks(7), new("principals/cpd/é-1/2026-08-14"), 12);
        EntryCursor.TryParse(cursor.ToString(), out var read).ShouldBeTrue();
        read.ShouldBe(cursor);
        foreach (var other in (string[])["", "x", "é", Convert.ToBase64String("1-2"u8), Convert.ToBase64String("9999999999999999999-1-policy"u8), Convert.ToBase64String("-1-1-policy"u8).TrimEnd('=')])
            EntryCursor.TryParse(other, out _).ShouldBeFalse(other);
    }

    private static CheckpointSigned Last() => new("cpd", Noon.AddMinutes(-20), null, 1, 1, [], "key", "ES256");

    private static byte[] Signed(Entry entry) => CheckpointSeal.SignedPart(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(entry, CoreJson.Default.Entry)));

    private static async Task<Entry> SignAsync(TestSigner signer, Entry? last) => await CheckpointSeal.SignAsync(
        signer, signer.Key, last, Last() with { Day = new(2026, 8, 1), Heads = [new(new("policy"), 3, "hash", Noon)] }, Origin.System("test"), Noon.AddTicks(1_234_567), default);
}
