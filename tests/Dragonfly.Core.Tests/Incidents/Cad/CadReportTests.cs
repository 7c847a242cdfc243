using Dragonfly.Conformance;
using Dragonfly.Core.Incidents.Cad;

namespace Dragonfly.Core.Tests.Incidents.Cad;

public sealed class CadReportTests
{
    [Fact]
    public void What_a_newer_message_does_not_say_stays()
    {
        var first = Said(0, CadStatus.Active);
        var second = Said(1, CadStatus.ResourcesOnscene) with { CallType = null, Location = null, Priority = null, Beat = null, Units = null, OpenedAt = null };
        Report(first, second).ShouldBe(first with { MessageId = second.MessageId, MessageTime = second.MessageTime, Status = CadStatus.ResourcesOnscene });
    }

    [Fact]
    public void A_close_that_comes_late_says_only_that_it_is_over()
    {
        var newer = Said(5, CadStatus.ResourcesOnscene);
        var close = Said(3, CadStatus.Closed) with { Beat = "old", CallType = "NOISE", ClosedAt = TestCad.Noon };
        Report(newer, close).ShouldBe(newer with { Status = CadStatus.Closed, ClosedAt = TestCad.Noon });
    }

    [Fact]
    public void A_reopening_that_comes_late_shows_it_open() => Report(Said(5, CadStatus.Active), Said(2, CadStatus.Closed), Said(3, CadStatus.ReOpened)).Status.ShouldBe(CadStatus.ReOpened);

    [Fact]
    public void A_close_that_comes_after_a_newer_close_changes_nothing() => Report(Said(5, CadStatus.Closed), Said(3, CadStatus.Cancelled)).Status.ShouldBe(CadStatus.Closed);

    private static CadMessage Said(int minute, CadStatus status) => TestCad.Message("26-1", TestCad.Noon.AddMinutes(minute), status).Message;

    private static CadMessage Report(params CadMessage[] messages) => messages.Aggregate((CadReport?)null, (report, message) => CadReport.After(report, new(message, TestCad.Noon)))!.Message;
}
