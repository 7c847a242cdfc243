using System.Collections.Immutable;
using System.Globalization;
using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Tests.Histories;

/// <summary>
/// The whole system without its I/O: a store that takes a write only at the version it was read at, a registry, a video system, and intakes and Steps that
/// are left between any two of their moves, so that any others may come in between. It mirrors <c>Intake</c>, <c>Stepper</c>, <c>Sweeper</c> and
/// <c>FeedSharing</c>, and checks <see cref="Invariants"/> on each write and after each operation.
/// </summary>
public sealed class World
{
    /// <summary>Approval is asked for alarms; nothing but these three qualifies. Of the reasons for threats one is forbidden.</summary>
    public static readonly UnlockPolicy Policy = new("test", ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, UnlockRule>
    {
        ["ROBBERY"] = new(300, 30, 120, 3),
        ["ACTSHOOT"] = new(600, 60, 240, 5, RecordClip: true),
        ["ALMH"] = new(250, 15, 60, 2, RequiresApproval: true),
    }), new(["ACTSHOOT", "BOMB", "CIVDIS"], 1_000_000, 60, 10, 3));

    private static readonly Area[] Areas =
    [
        new Circle(TestCad.Downtown, 300),
        new Polygon([.. new[] { 0.0, 80, 200, 260 }.Select(bearing => TestCad.Downtown.Toward(bearing, 500))]),
        new Circle(TestCad.Downtown.Toward(90, 400), 560),
        new Circle(TestCad.Downtown, 600), // Too large.
    ];

    private static readonly AgencyId Agency = new("cpd");
    private static readonly Origin Origin = Origin.System("history");
    private static readonly GeoPoint?[] Places = [TestCad.Downtown, TestCad.Downtown.Toward(0, 350), TestCad.Downtown.Toward(90, 5_000), null];

    private readonly Dictionary<IncidentId, StoredIncident> heads = [];
    private readonly Dictionary<IncidentId, List<Entry>> timelines = [];
    private readonly List<IEnumerator<int>> underWay = [];
    private readonly List<CadMessage> sent = [];
    private readonly Invariants invariants;
    private int tickets;

    /// <summary>A world before anything happened.</summary>
    public World(History history, bool hasPartners = true)
    {
        Video = new(history.VideoForgets);
        VideoWentAstray = history.VideoForgets;
        invariants = new(this);
        var random = new Random(history.Seed);
        Feeds = hasPartners
            ? TestFeeds.Around(TestCad.Downtown, 600, 8, history.Seed)
                .Select(feed => Change(feed, random.Next(3) == 0 ? (ConsentChange)random.Next(7) : ConsentChange.Give))
                .ToImmutableDictionary(feed => feed.Id)
            : [];
    }

    /// <summary>What time it is.</summary>
    public DateTimeOffset Now { get; private set; } = TestCad.Noon;

    /// <summary>The registry.</summary>
    public ImmutableDictionary<FeedId, Feed> Feeds { get; private set; }

    /// <summary>The video system.</summary>
    public FlakyVideo Video { get; }

    /// <summary>The incidents, as the store holds them.</summary>
    public IEnumerable<StoredIncident> Incidents => heads.Values;

    /// <summary>The video system lost a lease, was late with a call, or forgets what was closed: what it holds then is for the sweeper to find.</summary>
    public bool VideoWentAstray { get; private set; }

    /// <summary>What the intake told CAD, in order.</summary>
    public List<string> Answers { get; } = [];

    /// <summary>The access log, as it is written with the entries.</summary>
    public AccessLines Accesses { get; } = new();

    /// <summary>The entries of an incident.</summary>
    public IReadOnlyList<Entry> TimelineOf(IncidentId id) => timelines[id];

    /// <summary>Lives a history.</summary>
    public void Live(History history)
    {
        foreach (var operation in history.Operations)
        {
            Do(operation);
            invariants.Hold();
        }
    }

    /// <summary>Every process dies, calls under way arrive, and from then on the video system works; time passes until nothing is left to do.</summary>
    /// <returns>How many Steps that took, the last incident's counted.</returns>
    public int Settle()
    {
        underWay.Clear();
        var steps = SettleBySteps();
        invariants.Hold();
        while (Video.OnTheirWay > 0) Video.Arrive(0, Now);
        Now += TimeSpan.FromMinutes(1);
        RunThrough(SweepNow(0));
        return steps + SettleBySteps();
    }

    private int SettleBySteps()
    {
        var steps = 0;
        foreach (var id in heads.Keys.ToArray())
        {
            while (Plan.For(Read(id).Incident, Now).DueAt is { } due)
            {
                if (due > Now) Now = due.AddSeconds(1);
                RunThrough(StepNow(id, 0));
                steps++;
                steps.ShouldBeLessThan(1_000, "the plan never finishes");
            }
        }

        return steps;
    }

    private void Do(Operation operation)
    {
        switch (operation)
        {
            case Report o:
                var at = Now.AddSeconds(-o.SecondsOld);
                var message = TestCad.Message(NumberOf(o.Number), at, o.Status, o.CallType, Places[o.Place]).Message;
                Send(Places[o.Place] is null ? message with { Location = message.Location! with { Point = null } } : message, o.InFlight);
                break;
            case Repeat o when sent.Count > 0:
                Send(sent[o.Which % sent.Count], inFlight: false);
                break;
            case Repeat:
                break;
            case Pass o:
                Now += TimeSpan.FromSeconds(o.Seconds);
                break;
            case ChangeConsent o when Feeds.Count > 0:
                var feed = Feeds.Values.OrderBy(feed => feed.Id.Value, StringComparer.Ordinal).ElementAt(o.Feed % Feeds.Count);
                Feeds = Feeds.SetItem(feed.Id, Change(feed, o.Change));
                foreach (var holding in heads.Values.Where(head => head.Incident.LiveGrants.Any(grant => grant.Feed == feed.Id)).ToArray())
                    RunThrough(StepNow(holding.Incident.Id, o.Fate));
                break;
            case ChangeConsent:
                break;
            case LockUp o when Head(o.Number) is { } head:
                var named = o.Grant is { } n && !head.Grants.IsEmpty ? head.Grants[n % head.Grants.Length].Id : (GrantId?)null;
                RunThrough(Write(head.Id, draft => draft.Decide(new LockFeeds(named, "test"))));
                break;
            case Lengthen o when Head(o.Number) is { } head:
                RunThrough(Write(head.Id, draft =>
                {
                    draft.Decide(new Tick(LiveFeeds(draft.Incident)));
                    draft.Decide(new Extend(o.Minutes, "test", LiveFeeds(draft.Incident)));
                }));
                break;
            case Declare o:
                var threat = Write(IncidentId.Of(Agency, NumberOf(o.Number)), draft =>
                {
                    draft.Decide(new DeclareThreat(o.Reason, Areas[o.Area], o.Minutes, null, o.By, Policy));
                    Unlock(draft);
                }, NumberOf(o.Number));
                if (o.InFlight) Begin(threat);
                else RunThrough(threat);
                break;
            case GiveApproval o when Head(o.Number) is { } head:
                RunThrough(Write(head.Id, draft =>
                {
                    draft.Decide(new Tick(LiveFeeds(draft.Incident)));
                    draft.Decide(new Approve(o.By, null, LiveFeeds(draft.Incident)));
                }));
                break;
            case Look o when Head(o.Number) is { Grants.IsEmpty: false } head:
                var grant = head.Grants[o.Grant % head.Grants.Length];
                var ticket = TicketId.Of(grant.Id, (++tickets).ToString(CultureInfo.InvariantCulture));
                RunThrough(Write(head.Id, draft => draft.Decide(new IssueTicket(ticket, grant.Id, o.Viewer, null, Feeds.GetValueOrDefault(grant.Feed)))));
                break;
            case LookOn o when Head(o.Number) is { Tickets.IsEmpty: false } head:
                var renewed = head.Tickets[o.Ticket % head.Tickets.Length];
                RunThrough(Write(head.Id, draft => draft.Decide(new RenewTicket(renewed.Id, o.Viewer, Feeds.GetValueOrDefault(renewed.Feed)))));
                break;
            case LookAway o when Head(o.Number) is { Tickets.IsEmpty: false } head:
                RunThrough(Write(head.Id, draft => draft.Decide(new EndTicket(head.Tickets[o.Ticket % head.Tickets.Length].Id, o.Viewer, "released"))));
                break;
            case LockUp or Lengthen or GiveApproval or Look or LookOn or LookAway:
                break;
            case Step o:
                if (Head(o.Number) is { } stepped) RunThrough(StepNow(stepped.Id, o.Fate));
                break;
            case BeginStep o:
                if (Head(o.Number) is { } begun) Begin(StepNow(begun.Id, o.Fate));
                break;
            case Move o:
                if (underWay.Count == 0) break;
                var moving = underWay[o.Which % underWay.Count];
                for (var i = 0; i < o.Moves && underWay.Contains(moving); i++)
                    if (!moving.MoveNext()) underWay.Remove(moving);
                break;
            case Crash o:
                if (underWay.Count > 0) underWay.RemoveAt(o.Which % underWay.Count);
                break;
            case ArriveLate o:
                VideoWentAstray |= Video.OnTheirWay > 0;
                Video.Arrive(o.Which, Now);
                break;
            case LoseLease o:
                VideoWentAstray = true;
                Video.Lose(o.Which, Now);
                break;
            case Sweep o:
                RunThrough(SweepNow(o.Fate));
                break;
            default:
                throw new InvalidOperationException(operation.GetType().Name);
        }
    }

    private void Send(CadMessage message, bool inFlight)
    {
        sent.Add(message);
        var intake = Write(IncidentId.Of(Agency, message.Number), draft =>
        {
            var decision = draft.Decide(new ReceiveMessage(message, "digest"));
            Answers.Add($"{message.MessageId}: {decision.GetType().Name}");
            if (decision is not Accepted) return;
            draft.Cad = CadReport.After(draft.Cad, new(message, draft.Now));
            Unlock(draft);
        }, message.Number);
        if (inFlight) Begin(intake);
        else RunThrough(intake);
    }

    private IEnumerable<int> StepNow(IncidentId id, int fate)
    {
        var fates = new Random(fate);
        while (true)
        {
            var due = ImmutableArray<VideoAction>.Empty;
            foreach (var move in Write(id, draft =>
            {
                Unlock(draft);
                draft.Decide(new Tick(LiveFeeds(draft.Incident)));
                due = Plan.For(draft.Incident, draft.Now).Due;
                draft.Decide(new StartVideo(due));
            })) yield return move;
            if (due.IsEmpty && Read(id).Incident.WantedClips.IsEmpty) yield break;

            var outcomes = new List<VideoOutcome>();
            foreach (var action in due)
            {
                outcomes.Add(new(action.Verb, action.Grant, action.Attempt, Video.Call(action, fate == 0 ? CallFate.Works : (CallFate)fates.Next(5), Now), Now));
                yield return 0;
            }

            foreach (var move in Write(id, draft =>
            {
                draft.Decide(new FinishVideo([.. outcomes]));
                draft.Decide(new NoteClipsBegun([.. draft.Incident.WantedClips.Select(clip => clip.Id)]));
            })) yield return move;
        }
    }

    private IEnumerable<int> SweepNow(int fate)
    {
        var (seenAt, held) = (Now, Video.Leases(Now).Select(lease => lease.Grant).ToHashSet());
        foreach (var id in heads.Keys.ToArray())
        {
            foreach (var move in Write(id, draft =>
            {
                foreach (var grant in Read(id).Incident.Grants)
                    if (grant.IsLive ? grant.Observed is Observed.Open && grant.UnlockedAt < seenAt && !held.Contains(grant.Id) : held.Contains(grant.Id))
                        draft.Decide(new CorrectLease(grant.Id, Held: !grant.IsLive));
            })) yield return move;
            foreach (var move in StepNow(id, fate)) yield return move;
        }
    }

    private IEnumerable<int> Write(IncidentId id, Action<IncidentDraft> decide, string? number = null)
    {
        while (true)
        {
            var draft = new IncidentDraft(heads.GetValueOrDefault(id) ?? new(Incident.Unreported(Agency, number!), null), Origin, Now);
            var seen = Feeds;
            decide(draft);
            if (draft.IsEmpty) yield break;
            yield return 0;
            if (TryCommit(draft, seen)) yield break;
        }
    }

    private bool TryCommit(IncidentDraft draft, ImmutableDictionary<FeedId, Feed> seen)
    {
        var write = draft.ToWrite();
        var id = write.Incident.Id;
        if ((heads.GetValueOrDefault(id)?.Incident.Version ?? 0) != write.ExpectedVersion) return false;
        if (!timelines.TryGetValue(id, out var timeline)) timelines.Add(id, timeline = []);
        invariants.HoldFor(heads.GetValueOrDefault(id)?.Incident ?? Incident.Unreported(Agency, write.Incident.Number), write.Entries, seen);
        timeline.AddRange(write.Entries);
        Accesses.Add(write.Incident, write.Entries);
        heads[id] = draft.Result;
        return true;
    }

    private void Unlock(IncidentDraft draft)
    {
        if (!draft.Incident.DecisionDue) return;
        var area = Matching.Qualify(draft.Incident, Policy).Area;
        draft.Decide(new DecideUnlock(Policy, area is null ? [] : [.. Feeds.Values.Where(feed => feed.Place.DistanceTo(area.Center) <= area.Reach)]));
    }

    private List<Feed> LiveFeeds(Incident incident) =>
        [.. incident.LiveGrants.Select(grant => grant.Feed).Distinct().Where(Feeds.ContainsKey).Select(id => Feeds[id])];

    private Feed Change(Feed feed, ConsentChange change)
    {
        var consent = feed.Consent with { Version = feed.Consent.Version + 1 };
        var soon = TimeOnly.FromDateTime(Now.AddHours(-4).AddSeconds(20).DateTime); // By the clock on the wall, there.
        return feed with
        {
            Consent = change switch
            {
                ConsentChange.Give => consent with { Active = true, Sharing = SharingRule.Always },
                ConsentChange.Withdraw => consent with { Active = false },
                ConsentChange.TurnOff => consent with { Sharing = consent.Sharing with { Enabled = false } },
                ConsentChange.Pause => consent with { Sharing = consent.Sharing with { PausedUntil = Now.AddHours(1) } },
                ConsentChange.RobberiesOnly => consent with { Sharing = consent.Sharing with { CallTypes = ["robbery"] } },
                ConsentChange.HoursEndSoon => consent with { Sharing = consent.Sharing with { Hours = [new([.. Enum.GetValues<DayOfWeek>()], new(7, 0), soon)] } },
                ConsentChange.HoursEndLate => consent with { Sharing = consent.Sharing with { Hours = [new([.. Enum.GetValues<DayOfWeek>()], new(7, 0), new(20, 0))] } },
                _ => throw new ArgumentOutOfRangeException(nameof(change)),
            },
        };
    }

    private void Begin(IEnumerable<int> process)
    {
        var begun = process.GetEnumerator();
        if (begun.MoveNext()) underWay.Add(begun);
    }

    private static void RunThrough(IEnumerable<int> process)
    {
        foreach (var _ in process)
        {
        }
    }

    private StoredIncident Read(IncidentId id) => heads[id];

    private Incident? Head(int number) => heads.GetValueOrDefault(IncidentId.Of(Agency, NumberOf(number)))?.Incident;

    private static string NumberOf(int number) => number < 2 ? $"26-{number}" : $"THREAT-{number}";
}
