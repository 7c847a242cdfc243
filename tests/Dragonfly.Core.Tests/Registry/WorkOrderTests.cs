using System.Collections.Immutable;
using Dragonfly.Conformance;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Tests.Registry;

public sealed class WorkOrderTests
{
    private static readonly InstallerId Epb = new("epb");
    private static readonly WorkOrderId Order = new("w1");
    private static readonly SiteId Shop = new("shop");
    private static readonly DateTimeOffset Visit = TestCad.Noon.AddDays(3);

    [Fact]
    public void Work_is_asked_for_scheduled_done_and_accepted()
    {
        var partner = Requested();
        Status(partner).ShouldBe(WorkOrderStatus.Requested);
        partner = Do(partner, new ScheduleWork(Order, Visit));
        (Status(partner), partner.WorkOrders[0].VisitAt).ShouldBe((WorkOrderStatus.Scheduled, Visit));
        Status(partner = Do(partner, new FinishWork(Order))).ShouldBe(WorkOrderStatus.Installed);
        Status(partner = Do(partner, new AcceptWork(Order))).ShouldBe(WorkOrderStatus.Accepted);
        partner.WorkOrders[0].Version.ShouldBe(partner.Sequence);
    }

    [Fact]
    public void A_visit_may_be_moved() => Do(Do(Requested(), new ScheduleWork(Order, Visit)), new ScheduleWork(Order, Visit.AddDays(1))).WorkOrders[0].VisitAt.ShouldBe(Visit.AddDays(1));

    /// <summary>Every status and every step: what is not on the way is refused, and changes nothing.</summary>
    [Fact]
    public void No_step_is_skipped_or_taken_twice()
    {
        WorkOrderCommand[] steps = [new ScheduleWork(Order, Visit), new FinishWork(Order), new AcceptWork(Order), new CancelWork(Order, "why")];
        var allowed = new Dictionary<WorkOrderStatus, int[]>
        {
            [WorkOrderStatus.Requested] = [0, 3],
            [WorkOrderStatus.Scheduled] = [0, 1, 3],
            [WorkOrderStatus.Installed] = [2, 3],
            [WorkOrderStatus.Accepted] = [],
            [WorkOrderStatus.Canceled] = [],
        };
        foreach (var (status, possible) in allowed)
        {
            var partner = At(status);
            Status(partner).ShouldBe(status);
            foreach (var (index, step) in steps.Index())
            {
                var decision = WorkOrders.Decide(partner, step, TestCad.Noon);
                if (possible.Contains(index)) decision.Refusal.ShouldBeNull($"{status} {step}");
                else decision.Refusal.ShouldNotBeNull($"{status} {step}").Code.ShouldBe("wrongStatus");
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(370)]
    public void A_visit_lies_in_the_year_to_come(int days) => Refusal(Requested(), new ScheduleWork(Order, TestCad.Noon.AddDays(days))).ShouldBe("visitOutOfRange");

    [Fact]
    public void An_order_names_a_site_of_the_partnership() => Refusal(Approved(), new RequestWork(Order, WorkOrderKind.Needs, Epb, new("another's"))).ShouldBe("siteUnknown");

    [Fact]
    public void Only_so_many_are_open_at_once_and_the_ended_ones_are_forgotten_one_by_one()
    {
        var partner = Approved();
        for (var i = 0; i < WorkOrders.MostOpen; i++) partner = Do(partner, new RequestWork(new($"w{i}"), WorkOrderKind.Needs, Epb, null));
        Refusal(partner, new RequestWork(new("more"), WorkOrderKind.Needs, Epb, null)).ShouldBe("tooManyWorkOrders");
        for (var i = 0; i < 200; i++)
        {
            partner = Do(partner, new CancelWork(partner.WorkOrders.First(order => order.IsOpen).Id, null));
            partner = Do(partner, new RequestWork(new($"again{i}"), WorkOrderKind.Needs, Epb, null));
        }

        partner.WorkOrders.Count(order => order.IsOpen).ShouldBe(WorkOrders.MostOpen);
        partner.WorkOrders.Length.ShouldBe(WorkOrders.MostOpen + 50);
        partner.WorkOrders.Where(order => !order.IsOpen).ShouldAllBe(order => order.Version > 300);
    }

    [Fact]
    public void Work_at_a_site_that_is_withdrawn_is_canceled_with_it()
    {
        var partner = Do(Do(Requested(), new RequestWork(new("w2"), WorkOrderKind.Needs, Epb, null)), new ScheduleWork(new("w2"), Visit));
        var without = Do(partner, new Withdraw(new(Shop), null));
        (Status(without), without.WorkOrders[1].Status).ShouldBe((WorkOrderStatus.Canceled, WorkOrderStatus.Scheduled));
        Do(partner, new Withdraw(Scope.Everything, null)).WorkOrders.ShouldAllBe(order => order.Status == WorkOrderStatus.Canceled);
    }

    [Fact]
    public void An_installer_may_add_where_its_work_is_under_way_and_nowhere_else()
    {
        foreach (var status in Enum.GetValues<WorkOrderStatus>())
        {
            var bounds = InstallerBounds.For(At(status), Epb);
            if (status is not (WorkOrderStatus.Scheduled or WorkOrderStatus.Installed))
            {
                bounds.ShouldBeNull();
                continue;
            }

            bounds.ShouldNotBeNull();
            (bounds.MayAddSites, bounds.MayAddFeedsAt(Shop), bounds.MayAddFeedsAt(new("other"))).ShouldBe((false, true, false));
        }

        InstallerBounds.For(At(WorkOrderStatus.Scheduled), new("volt")).ShouldBeNull();
        var everywhere = Do(Do(Approved(), new RequestWork(Order, WorkOrderKind.Needs, Epb, null)), new ScheduleWork(Order, Visit));
        var all = InstallerBounds.For(everywhere, Epb).ShouldNotBeNull();
        (all.MayAddSites, all.MayAddFeedsAt(Shop)).ShouldBe((true, true));
    }

    private static Partner Approved() => Do(Do(Do(
        Partner.Unknown(new("p")), new Apply(new("Coffee", null, null, null, null))),
        new ApprovePartner([new("cpd")], new("digest", PartnerRole.Owner, Visit))),
        new AddSite(Shop, new(TestCad.Downtown, "America/New_York"), new("Shop")));

    private static Partner Requested() => Do(Approved(), new RequestWork(Order, WorkOrderKind.Placement, Epb, Shop));

    private static Partner At(WorkOrderStatus status)
    {
        WorkOrderCommand[] way = [new ScheduleWork(Order, Visit), new FinishWork(Order), new AcceptWork(Order)];
        return status is WorkOrderStatus.Canceled ? Do(Requested(), new CancelWork(Order, null)) : way.Take((int)status).Aggregate(Requested(), Do);
    }

    private static WorkOrderStatus Status(Partner partner) => partner.WorkOrderOf(Order)!.Status;

    private static string Refusal(Partner partner, PartnerCommand command) => PartnerDecider.Decide(partner, ImmutableDictionary<FeedId, RegisteredFeed>.Empty, command, TestCad.Noon).Refusal.ShouldNotBeNull().Code;

    private static Partner Do(Partner partner, PartnerCommand command)
    {
        var draft = new PartnerDraft(new(partner, new("Coffee", null, null, null, null)), Origin.System("test"), TestCad.Noon);
        draft.Decide(command).Refusal.ShouldBeNull(command.ToString());
        return draft.Partner;
    }
}
