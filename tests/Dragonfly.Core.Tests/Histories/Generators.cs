using Dragonfly.Core.Incidents.Cad;
using FsCheck;
using FsCheck.Fluent;

namespace Dragonfly.Core.Tests.Histories;

/// <summary>Random histories, which shrink by leaving things out.</summary>
public static class Generators
{
    private static readonly Gen<int> Any = Gen.Choose(0, 1_000);
    // 0 and 1 are CAD's, 2 and 3 are threats; rarely CAD names one of these.
    private static readonly Gen<int> Number = Gen.Frequency((5, Gen.Constant(0)), (1, Gen.Constant(1)), (3, Gen.Constant(2)), (1, Gen.Constant(3)));
    private static readonly Gen<int> CadNumber = Gen.Frequency((16, Gen.Constant(0)), (4, Gen.Constant(1)), (1, Gen.Constant(2)));
    private static readonly Gen<string> Supervisor = Gen.Elements("ann", "sue", "tom");
    private static readonly Gen<string> Viewer = Gen.Elements("ann", "bob");

    // 0 is a video system that works; any other number is a run of fates of its own.
    private static readonly Gen<int> Fate = Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Choose(1, int.MaxValue)));

    private static readonly Gen<CadStatus> Status = Gen.Frequency(
        (4, Gen.Constant(CadStatus.Active)),
        (2, Gen.Elements(CadStatus.ResourcesOnscene, CadStatus.NewLocation, CadStatus.ResourcesEnroute)),
        (2, Gen.Constant(CadStatus.ReOpened)),
        (2, Gen.Elements(CadStatus.Closed, CadStatus.Cancelled)));

    private static readonly Gen<string?> CallType = Gen.Frequency(
        (4, Gen.Constant<string?>("ROBBERY")),
        (2, Gen.Constant<string?>("ACTSHOOT")),
        (2, Gen.Constant<string?>("ALMH")),
        (1, Gen.Elements<string?>("CIVDIS", "PARKING", "NO-SUCH-TYPE", null)));

    private static readonly Gen<Operation> Reports =
        from number in CadNumber
        from status in Status
        from callType in CallType
        from place in Gen.Frequency((4, Gen.Constant(0)), (2, Gen.Constant(1)), (1, Gen.Choose(2, 3)))
        from old in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 900)), (1, Gen.Constant(60)))
        from inFlight in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        select (Operation)new Report(number, status, callType, place, old, inFlight);

    private static readonly Gen<Operation> Threats =
        from number in Gen.Frequency((3, Gen.Constant(2)), (1, Gen.Constant(3)))
        from reason in Gen.Frequency((6, Gen.Constant("ACTSHOOT")), (3, Gen.Constant("bomb")), (1, Gen.Elements("CIVDIS", "ROBBERY")))
        from area in Gen.Frequency((6, Gen.Choose(0, 2)), (1, Gen.Constant(3)))
        from minutes in Gen.Elements(5, 30, 60, 61)
        from supervisor in Supervisor
        from inFlight in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        select (Operation)new Declare(number, reason, area, minutes, supervisor, inFlight);

    private static readonly Gen<Operation> Operations = Gen.Frequency(
        (12, Reports),
        (1, Any.Select(which => (Operation)new Repeat(which))),
        (8, Gen.Elements(1, 2, 5, 6, 20, 31, 60, 300, 900, 1_801, 3_600).Select(seconds => (Operation)new Pass(seconds))),
        (4, from feed in Any from change in Gen.Elements(Enum.GetValues<ConsentChange>()) from fate in Fate select (Operation)new ChangeConsent(feed, change, fate)),
        (1, from number in Number from grant in Gen.Elements<int?>(0, 1, 2, null) select (Operation)new LockUp(number, grant)),
        (3, from number in Number from minutes in Gen.Elements(1, 15, 60, 90) select (Operation)new Lengthen(number, minutes)),
        (5, Threats),
        (5, from number in Number from supervisor in Supervisor select (Operation)new GiveApproval(number, supervisor)),
        (4, from number in Number from grant in Any from viewer in Viewer select (Operation)new Look(number, grant, viewer)),
        (2, from number in Number from ticket in Any from viewer in Viewer select (Operation)new LookOn(number, ticket, viewer)),
        (1, from number in Number from ticket in Any from viewer in Viewer select (Operation)new LookAway(number, ticket, viewer)),
        (10, from number in Number from fate in Fate select (Operation)new Step(number, fate)),
        (6, from number in Number from fate in Fate select (Operation)new BeginStep(number, fate)),
        (10, from which in Any from moves in Gen.Choose(1, 4) select (Operation)new Move(which, moves)),
        (2, Any.Select(which => (Operation)new Crash(which))),
        (3, Any.Select(which => (Operation)new ArriveLate(which))),
        (1, Any.Select(which => (Operation)new LoseLease(which))),
        (2, Fate.Select(fate => (Operation)new Sweep(fate))));

    /// <summary>Histories.</summary>
    public static Arbitrary<History> Histories { get; } = Arb.From(
        from seed in Any
        from forgets in Gen.Elements(false, true)
        from length in Gen.Choose(5, 60)
        from operations in Operations.ArrayOf(length)
        select new History(seed, forgets, operations),
        Shrink);

    /// <summary>What CAD sends to one system may be sent to another.</summary>
    public static Arbitrary<History> CadOnly { get; } = Arb.From(
        from seed in Any
        from length in Gen.Choose(1, 20)
        from operations in Gen.Frequency((4, Reports), (1, Any.Select(which => (Operation)new Repeat(which))), (1, Gen.Constant<Operation>(new Pass(40)))).ArrayOf(length)
        select new History(seed, false, [.. operations.Select(operation => operation is Report report ? report with { InFlight = false } : operation)]),
        Shrink);

    private static IEnumerable<History> Shrink(History history)
    {
        var all = history.Operations;
        for (var size = all.Length / 2; size > 0; size /= 2)
            for (var from = 0; from < all.Length; from += size)
                yield return history with { Operations = [.. all[..from], .. all[Math.Min(all.Length, from + size)..]] };
    }
}
