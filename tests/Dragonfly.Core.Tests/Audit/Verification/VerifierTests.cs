using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Audit.Verification;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Tests.Audit.Verification;

/// <summary>What somebody could do to a log who can write wherever it is kept, hash anew and count anew, but cannot sign.</summary>
public sealed class VerifierTests
{
    private static readonly string Robbery = EveryEvent.Happened().Incident.Id.Timeline.Value;

    private readonly TestLog log = TestLog.Full();

    [Fact]
    public void A_whole_log_has_no_fault()
    {
        var report = TestLog.Verify(log.Export());
        report.Faults.ShouldBeEmpty();
        (report.Whole, report.Timelines, report.Unsealed, report.OwnKeys).ShouldBe((true, 5, 0, true));
        report.Entries.ShouldBe(log[Robbery].Count + EveryEvent.Threatened().Incident.Timeline.Count + 5);
        report.Seals.ShouldBe([new("cpd", 2, null, TestCad.Noon.AddMinutes(15))]);
    }

    [Fact]
    public void An_entry_that_was_changed_is_named()
    {
        log[Robbery][4] = log[Robbery][4] with { At = log[Robbery][4].At.AddTicks(1) };
        Faults().ShouldBe([("changed", Robbery, 5)]);
    }

    [Fact]
    public void Hashed_anew_it_is_the_next_one_that_does_not_follow()
    {
        log[Robbery][4] = TestLog.Rehash([.. log[Robbery].Take(4), log[Robbery][4] with { At = log[Robbery][4].At.AddTicks(1) }], 4)[4];
        Faults().ShouldBe([("notLinked", Robbery, 6)]);
    }

    [Fact]
    public void Hashed_anew_up_to_the_end_it_is_not_what_was_sealed()
    {
        log[Robbery][4] = log[Robbery][4] with { At = log[Robbery][4].At.AddTicks(1) };
        log.Add(Robbery, TestLog.Rehash(log[Robbery], 4));
        Faults().ShouldBe([("changed", Robbery, log[Robbery].Count)]);
    }

    [Fact]
    public void A_log_that_was_rewritten_between_two_checkpoints_is_not_what_the_first_one_sealed()
    {
        log[Robbery][4] = log[Robbery][4] with { At = log[Robbery][4].At.AddTicks(1) };
        log.Add(Robbery, TestLog.Rehash(log[Robbery], 4));
        log.Append(Robbery, TestCad.Noon.AddMinutes(20), new Refused("lock", "late", null));
        log.Seal(TestCad.Noon.AddMinutes(30));
        Faults().ShouldBe([("changed", Robbery, log[Robbery].Count - 1)]);
    }

    [Fact]
    public void An_entry_that_was_taken_out_is_named()
    {
        log[Robbery].RemoveAt(4);
        Faults().ShouldBe([("missing", Robbery, 5)]);
        log[Robbery].RemoveAt(0);
        Faults().ShouldBe([("missing", Robbery, 1), ("missing", Robbery, 5)]);
    }

    [Fact]
    public void Entries_that_changed_places_are_named()
    {
        (log[Robbery][4], log[Robbery][5]) = (log[Robbery][5], log[Robbery][4]);
        Faults().ShouldBe([("reordered", Robbery, 5)]);
    }

    [Fact]
    public void An_entry_that_is_there_twice_is_named()
    {
        log[Robbery].Insert(7, log[Robbery][4]);
        Faults().ShouldBe([("duplicated", Robbery, 5)]);
    }

    [Fact]
    public void A_timeline_that_was_cut_short_is_named_with_the_first_entry_that_is_gone()
    {
        log[Robbery].RemoveRange(10, log[Robbery].Count - 10);
        Faults().ShouldBe([("truncated", Robbery, 11)]);
    }

    [Fact]
    public void A_timeline_that_is_gone_is_named()
    {
        var lines = log.Export();
        var start = lines.FindIndex(line => line.Contains($"\"{Robbery}\"", StringComparison.Ordinal) && !line.Contains("sequence", StringComparison.Ordinal));
        lines.RemoveRange(start, 1 + log[Robbery].Count);
        lines[^1] = JsonSerializer.Serialize(new(true, 4, lines.Count - 6), CoreJson.Default.ExportEnd);
        Faults(lines).ShouldBe([("timelineMissing", Robbery, null)]);
    }

    [Fact]
    public void An_entry_that_was_added_and_dated_back_is_named()
    {
        log.Append(Robbery, TestCad.Noon.AddMinutes(5), new Refused("lock", "late", null));
        Faults().ShouldBe([("unsealed", Robbery, log[Robbery].Count)]);
    }

    [Fact]
    public void A_whole_timeline_that_was_made_up_and_dated_back_is_named()
    {
        log.Append("refusals/tpd", TestCad.Noon.AddMinutes(5), new Refused("lock", "late", null), new Refused("lock", "late", null));
        Faults().ShouldBe([("unsealed", "refusals/tpd", 1)]);
    }

    [Fact]
    public void What_is_newer_than_the_last_checkpoint_is_counted_and_for_an_hour_no_fault()
    {
        log.Append(Robbery, TestCad.Noon.AddMinutes(14), new Refused("lock", "late", null));
        log.ExportedAt = TestCad.Noon.AddMinutes(74);
        TestLog.Verify(log.Export()).ShouldSatisfyAllConditions(report => report.Whole.ShouldBeFalse(), report => report.Unsealed.ShouldBe(1));
        log.ExportedAt = TestCad.Noon.AddMinutes(73);
        TestLog.Verify(log.Export()).ShouldSatisfyAllConditions(report => report.Faults.ShouldBeEmpty(), report => report.Unsealed.ShouldBe(1));
    }

    [Fact]
    public void A_log_without_checkpoints_proves_nothing()
    {
        log.Sealed.Clear();
        Faults().Select(fault => fault.Code).Distinct().ShouldBe(["unsealed"]);
    }

    [Fact]
    public void A_checkpoint_that_says_something_else_is_not_signed()
    {
        var checkpoint = (CheckpointSigned)log.Sealed[1].Event;
        log.Sealed[1] = log.Sealed[1] with { Event = checkpoint with { Heads = [.. checkpoint.Heads.Where(head => head.Timeline.Value != Robbery)] } };
        Faults().ShouldBe([("badSignature", "checkpoints/cpd", 2), ("changed", "checkpoints/cpd", 2)]);
        var forged = TestLog.Rehash(log.Sealed, 1);
        log.Sealed[1] = forged[1];
        Faults().ShouldBe([("badSignature", "checkpoints/cpd", 2)]);
    }

    [Fact]
    public void A_checkpoint_of_another_place_or_agency_does_not_serve()
    {
        log.Sealed.RemoveAt(0);
        var (other, last) = (TestLog.Full(), log.Sealed[0]);
        log.Sealed[0] = last with { Sequence = 1, PreviousHash = "" };
        Faults().ShouldContain(("badSignature", "checkpoints/cpd", 1));
        var lines = other.Export();
        lines[1] = lines[1].Replace("cpd", "hcso", StringComparison.Ordinal);
        Faults(lines).Select(fault => fault.Code).ShouldContain("wrongAgency");
    }

    [Fact]
    public void A_forger_with_a_key_of_his_own_is_found_by_who_knows_the_right_one()
    {
        var forged = TestLog.Full();
        forged[Robbery].RemoveAt(forged[Robbery].Count - 1);
        forged.Sealed.Clear();
        forged.Seal(TestCad.Noon.AddMinutes(15));
        TestLog.Verify(forged.Export()).Whole.ShouldBeTrue();
        TestLog.Verify(forged.Export(), log.Signer.Key).Faults.Select(fault => fault.Code).ShouldBe(["badSignature"]);
        TestLog.Verify(log.Export(), log.Signer.Key).ShouldSatisfyAllConditions(report => report.Whole.ShouldBeTrue(), report => report.OwnKeys.ShouldBeFalse());
        TestLog.Verify(log.Export().Select((line, i) => i == 0 ? line.Replace("\"test\"", "\"other\"", StringComparison.Ordinal) : line)).Faults.Select(fault => fault.Code).Distinct().ShouldBe(["unknownKey"]);
    }

    [Fact]
    public void A_key_that_was_replaced_goes_on_verifying()
    {
        var old = log.Export();
        var header = JsonSerializer.Deserialize(old[0], CoreJson.Default.ExportHeader)!;
        old[0] = JsonSerializer.Serialize(header with { Keys = [new TestSigner("newer").Key, .. header.Keys] }, CoreJson.Default.ExportHeader);
        TestLog.Verify(old).Whole.ShouldBeTrue();
    }

    [Fact]
    public void An_export_that_was_cut_short_says_so()
    {
        var lines = log.Export();
        Faults(lines[..^1]).ShouldBe([("incomplete", null, null)]);
        Faults(lines[1..]).Select(fault => fault.Code).ShouldContain("incomplete");
        Faults([.. lines, lines[^2]]).Select(fault => fault.Code).ShouldContain("incomplete");
        Faults([]).Select(fault => fault.Code).ShouldBe(["incomplete", "incomplete"]);
    }

    [Fact]
    public void A_part_of_the_log_is_held_against_what_was_sealed_of_that_part_only()
    {
        var lines = log.Export();
        var header = JsonSerializer.Deserialize(lines[0], CoreJson.Default.ExportHeader)!;
        var start = lines.FindIndex(line => line.Contains("\"refusals/cpd\"", StringComparison.Ordinal) && !line.Contains("sequence", StringComparison.Ordinal));
        var part = (List<string>)
        [
            JsonSerializer.Serialize(header with { From = TestCad.Noon.AddMinutes(2), To = TestCad.Noon.AddMinutes(3) }, CoreJson.Default.ExportHeader),
            JsonSerializer.Serialize(new(Checkpoints.TimelineOf("cpd"), "cpd", 1), CoreJson.Default.ExportTimeline),
            lines[3], .. lines[start..(start + 3)],
            JsonSerializer.Serialize(new(true, 2, 3), CoreJson.Default.ExportEnd),
        ];
        TestLog.Verify(part).Faults.ShouldBeEmpty();
        part.RemoveRange(3, 3);
        part[^1] = JsonSerializer.Serialize(new(true, 1, 1), CoreJson.Default.ExportEnd);
        Faults(part).ShouldBe([("timelineMissing", "refusals/cpd", null)]);
    }

    [Fact]
    public void Only_checkpoints_may_begin_later_and_then_they_must()
    {
        var lines = log.Export();
        var (checkpoints, robbery) = (lines.FindIndex(line => line.StartsWith("{\"timeline\":\"checkpoints", StringComparison.Ordinal)), lines.FindIndex(line => line.StartsWith($"{{\"timeline\":\"{Robbery}", StringComparison.Ordinal)));
        Faults(After(checkpoints, 1)).ShouldBe([("reordered", "checkpoints/cpd", 1)]);
        Faults(After(robbery, 1)).ShouldBe([("missing", Robbery, 1)]);
        var cut = After(robbery, 2);
        cut.RemoveRange(robbery + 1, 2);
        Faults(cut).Select(fault => (fault.Code, fault.Timeline)).ShouldContain(("missing", Robbery));

        List<string> After(int at, long after) => [.. lines.Select((line, i) => i == at ? line.Replace("\"after\":0", $"\"after\":{after}", StringComparison.Ordinal) : line)];
    }

    [Fact]
    public void A_log_that_was_set_back_as_a_whole_has_lost_its_last_checkpoints()
    {
        log.ExportedAt = TestCad.Noon.AddMinutes(75).AddTicks(1);
        Faults().ShouldBe([("truncated", "checkpoints/cpd", null)]);
    }

    [Fact]
    public void The_first_checkpoints_cannot_be_said_to_lie_before_the_export()
    {
        var lines = log.Export();
        lines[1] = lines[1].Replace("\"after\":0", "\"after\":1", StringComparison.Ordinal);
        lines.RemoveAt(2);
        lines[^1] = JsonSerializer.Serialize(new(true, 5, lines.Count - 7), CoreJson.Default.ExportEnd);
        Faults(lines).ShouldBe([("missing", "checkpoints/cpd", null)]);
    }

    [Fact]
    public void The_export_cannot_be_said_to_be_older_or_of_another_time_than_what_is_in_it()
    {
        log.Sealed.Clear();
        Said(header => header with { ExportedAt = TestCad.Noon.AddYears(-1) });
        Said(header => header with { ExportedAt = DateTimeOffset.MinValue });
        Said(header => header with { From = TestCad.Noon.AddYears(1) });
        Said(header => header with { To = TestCad.Noon.AddYears(-1) });

        void Said(Func<ExportHeader, ExportHeader> change)
        {
            var lines = log.Export();
            lines[0] = JsonSerializer.Serialize(change(JsonSerializer.Deserialize(lines[0], CoreJson.Default.ExportHeader)!), CoreJson.Default.ExportHeader);
            Faults(lines).ShouldContain(("incomplete", Robbery, null));
        }
    }

    [Fact]
    public void Only_so_many_faults_are_told_of_and_all_are_counted()
    {
        for (var i = 0; i < 1_500; i++) log.Append($"refusals/cpd{i}", TestCad.Noon, new Refused("lock", "late", null));
        TestLog.Verify(log.Export()).ShouldSatisfyAllConditions(report => report.FaultCount.ShouldBe(1_500), report => report.Faults.Length.ShouldBe(1_000));
    }

    private IEnumerable<(string Code, string? Timeline, long? Sequence)> Faults(IEnumerable<string>? lines = null) =>
        TestLog.Verify(lines ?? log.Export()).Faults.Select(fault => (fault.Code, fault.Timeline, fault.Sequence));
}
