using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Core.Tests.Clips;

/// <summary>A clip's life, and what must never be part of it.</summary>
public sealed class ClipDeciderTests
{
    private static readonly IncidentId Robbery = IncidentId.Of(new AgencyId("cpd"), "26-1");
    private static readonly DateTimeOffset Noon = TestCad.Noon;

    private readonly TestClip clip = new(new(new string('c', 32)));

    private Clip Now => clip.Clip;

    [Fact]
    public void A_recording_is_exported_received_verified_and_kept_for_its_days()
    {
        clip.Do(Noon, new BeginClip(TestClip.Wish(Robbery, retentionDays: 7)));
        ClipPlan.For(Now, Noon).ShouldBe(new(ClipAction.Export, Noon));
        clip.Do(Noon, new StartExport());
        Now.State.ShouldBe(ClipState.Exporting);
        ClipPlan.For(Now, Noon).ShouldBe(new(ClipAction.None, Noon + ClipPlan.Patience));
        clip.Do(Noon.AddSeconds(5), new ReceiveFile(clip.File()));
        ClipPlan.For(Now, Noon.AddSeconds(5)).ShouldBe(new(ClipAction.None, Noon.AddSeconds(5) + ClipPlan.Claim), "who received it reads it");
        ClipDecider.WhyNotViewable(Now).ShouldBe("clipNotYetAvailable");
        clip.Do(Noon.AddSeconds(6), new FinishFile(1, TestClip.Content(), null));
        ClipDecider.WhyNotViewable(Now).ShouldBeNull();
        Now.ExpiresAt.ShouldBe(Noon.AddSeconds(6).AddDays(7));
        ClipPlan.For(Now, Noon.AddDays(8)).Due.ShouldBe(ClipAction.Expire);
    }

    [Fact]
    public void What_failed_is_tried_again_later_and_later_and_given_up_in_the_end()
    {
        clip.Do(Noon, new BeginClip(TestClip.Wish(Robbery)));
        var at = Noon;
        for (var attempt = 1; attempt <= ClipPlan.MostAttempts; attempt++)
        {
            clip.Do(at, new StartExport());
            Now.Attempt.ShouldBe(attempt);
            clip.Do(at, new FailExport(attempt, "unreachable"));
            Now.RetryAt!.Value.ShouldBe(at + ClipPlan.After(attempt));
            clip.Do(at, new StartExport()).ShouldBeNull("not before its time");
            at = Now.RetryAt.Value;
        }

        (at - Noon).ShouldBeLessThan(TimeSpan.FromHours(24), "the video system remembers a lease for a day");
        clip.Do(at, new StartExport());
        (Now.State, Now.Failure).ShouldBe((ClipState.Failed, "unreachable"));
        ClipPlan.For(Now, DateTimeOffset.MaxValue).DueAt.ShouldBeNull();
    }

    [Fact]
    public void A_failure_that_another_try_would_meet_as_well_is_the_last()
    {
        clip.Do(Noon, new BeginClip(TestClip.Wish(Robbery)), new StartExport(), new FailExport(1, "refused", IsFinal: true));
        Now.State.ShouldBe(ClipState.Failed);
    }

    [Fact]
    public void A_file_that_comes_twice_late_or_unasked_for_changes_nothing()
    {
        clip.Do(Noon, new BeginClip(TestClip.Wish(Robbery)));
        clip.Do(Noon, new ReceiveFile(clip.File())).ShouldBeNull("nobody has asked for it yet");
        clip.Do(Noon, new StartExport());
        clip.Do(Noon, new ReceiveFile(clip.File(attempt: 2))).ShouldBeNull("of a try that was not made");
        clip.Do(Noon, new ReceiveFile(clip.File()));
        for (var i = 0; i < 100; i++) clip.Do(Noon, new ReceiveFile(clip.File())).ShouldBeNull();
        clip.Do(Noon, new FinishFile(1, TestClip.Content(), null));
        clip.Do(Noon, new ReceiveFile(clip.File()), new FinishFile(1, TestClip.Content(), "notVideo"), new FailExport(1, "late")).ShouldBeNull();
        Now.State.ShouldBe(ClipState.Available);
    }

    [Fact]
    public void A_file_of_a_try_that_was_thought_lost_counts_when_it_comes_first()
    {
        clip.Do(Noon, new BeginClip(TestClip.Wish(Robbery)), new StartExport(), new FailExport(1, "notUploaded"));
        clip.Do(Noon.AddHours(1), new StartExport());
        clip.Do(Noon.AddHours(1), new ReceiveFile(clip.File(attempt: 1)));
        (Now.State, Now.Blob.Attempt).ShouldBe((ClipState.Uploaded, 1));
        clip.Do(Noon.AddHours(1), new ReceiveFile(clip.File(attempt: 2))).ShouldBeNull();
    }

    [Fact]
    public void What_is_not_what_was_asked_for_is_put_aside_and_shown_to_nobody()
    {
        clip.Do(Noon, new BeginClip(TestClip.Wish(Robbery, retentionDays: 7)), new StartExport(), new ReceiveFile(clip.File()), new FinishFile(1, TestClip.Content("text/html"), "notVideo"));
        (Now.State, Now.Failure).ShouldBe((ClipState.Quarantined, "notVideo"));
        ClipCommand[] asked = [new LinkClip("view", "why", Noon), new PackageClip("why"), new ShareClip(new("b"), ["B1"], new(default, null, null, null))];
        foreach (var command in asked) clip.Do(Noon, command)!.Entries.ShouldHaveSingleItem().Event.ShouldBe(new ClipRefused(command.GetType().Name, "clipQuarantined"));
        ClipPlan.For(Now, Noon.AddDays(8)).Due.ShouldBe(ClipAction.Expire);
    }

    [Fact]
    public void A_hold_wins_over_everything()
    {
        Available();
        clip.Do(Noon, new HoldClip("26-4711", "trial", "supervisor"));
        ClipPlan.For(Now, Noon).Due.ShouldBe(ClipAction.KeepHold, "the store is told at once");
        clip.Do(Noon, new KeepHold(true));
        ClipPlan.For(Now, DateTimeOffset.MaxValue).ShouldBe(new(ClipAction.None, null));
        clip.Do(DateTimeOffset.MaxValue.AddDays(-4000), new ExpireClip()).ShouldBeNull();
        clip.Do(Noon, new HoldClip("26-4711", "again", "supervisor")).ShouldBeNull();
        clip.Do(Noon, new HoldClip("26-4712", "another case", "supervisor"))!.Entries.ShouldHaveSingleItem().Event.ShouldBe(new ClipRefused(nameof(HoldClip), "alreadyHeld"));
        clip.Do(Noon.AddDays(100), new ReleaseClip("acquitted"));
        clip.Do(Noon.AddDays(100), new KeepHold(false));
        ClipPlan.For(Now, Noon.AddDays(100)).Due.ShouldBe(ClipAction.Expire);
    }

    [Fact]
    public void What_is_being_deleted_is_neither_read_nor_held_and_leaves_its_hash()
    {
        Available();
        clip.Do(Noon, new ShareClip(new("b"), ["B1"], new(default, "red jacket", null, null)));
        clip.Stored.Texts.ShouldHaveSingleItem();
        clip.Do(Noon.AddDays(31), new ExpireClip());
        clip.Do(Noon.AddDays(31), new HoldClip("1", "too late", "supervisor"))!.Entries[0].Event.ShouldBe(new ClipRefused(nameof(HoldClip), "clipExpired"));
        clip.Do(Noon.AddDays(31), new LinkClip("view", "why", Noon))!.Entries[0].Event.ShouldBe(new ClipRefused(nameof(LinkClip), "clipExpired"));
        clip.Do(Noon.AddDays(31), new FinishExpiry())!.Entries[0].Event.ShouldBe(new ClipDeleted(TestClip.Content().Sha256));
        (Now.State, Now.Content).ShouldBe((ClipState.Expired, TestClip.Content()));
        clip.Stored.Texts.ShouldBeEmpty();
    }

    [Fact]
    public void A_picture_is_there_at_once()
    {
        clip.Do(Noon, new BeginClip(TestClip.Wish(Robbery, ClipKind.Still)), new KeepPicture(clip.File(contentType: "image/jpeg"), TestClip.Content("image/jpeg")));
        Now.State.ShouldBe(ClipState.Available);
        clip.Do(Noon, new StartExport()).ShouldBeNull();
    }

    [Fact]
    public void A_clip_that_nobody_wants_does_nothing() =>
        Should.Throw<InvalidOperationException>(() => ClipDecider.Decide(Clip.Unwanted(new("x")), new StartExport(), Noon));

    [Fact]
    public void Whatever_happens_its_custody_makes_its_head_and_nothing_held_or_unverified_goes_or_shows()
    {
        for (var seed = 1; seed <= 500; seed++)
        {
            var (random, one, at) = (new Random(seed), new TestClip(new(new string('d', 32))), Noon);
            one.Do(at, new BeginClip(TestClip.Wish(Robbery, seed % 3 == 0 ? ClipKind.Still : ClipKind.Recording, retentionDays: 1)));
            for (var step = 0; step < 40; step++)
            {
                var before = one.Clip;
                var write = one.Do(at = at.AddMinutes(random.Next(600)), AnyCommand(random, one));
                foreach (var happened in write?.Entries.Select(entry => entry.Event) ?? [])
                {
                    if (happened is ClipExpiring) (before.Hold, before.ExpiresAt <= at).ShouldBe((null, true), $"seed {seed}");
                    if (happened is ClipLinked or ClipShared or ClipPackaged) before.Content.ShouldNotBeNull().Sha256.ShouldNotBeNull($"seed {seed}");
                    if (happened is ClipUploaded) before.State.ShouldBeOneOf(ClipState.Requested, ClipState.Exporting);
                    if (happened is ClipVerified) before.State.ShouldBeOneOf(ClipState.Uploaded, ClipState.Requested);
                }

                if (write is not null) write.DueAt.ShouldBe(ClipPlan.For(one.Clip, at).DueAt);
            }

            Chain.FaultIn(one.Custody).ShouldBeNull();
            Clip.Unwanted(one.Clip.Id).Evolve(one.Custody).ShouldBe(one.Clip);
        }
    }

    private static ClipCommand AnyCommand(Random random, TestClip one)
    {
        var attempt = random.Next(1, Math.Max(2, one.Clip.Attempt + 2));
        return random.Next(14) switch
        {
            0 or 1 => new StartExport(),
            2 => new FailExport(attempt, "unreachable", random.Next(5) == 0),
            3 or 4 => new ReceiveFile(one.File(attempt)),
            5 or 6 => new FinishFile(attempt, TestClip.Content(), random.Next(4) == 0 ? "truncated" : null),
            7 => new LinkClip("view", "why", Noon),
            8 => new ShareClip(new("b"), ["B1"], new(default, "text", null, null)),
            9 => new HoldClip($"{random.Next(2)}", "why", "supervisor"),
            10 => new ReleaseClip("why"),
            11 => new KeepHold(random.Next(2) == 0),
            12 => new KeepPicture(one.File(contentType: "image/png"), TestClip.Content("image/png")),
            _ => random.Next(2) == 0 ? new ExpireClip() : new FinishExpiry(),
        };
    }

    private void Available() =>
        clip.Do(Noon, new BeginClip(TestClip.Wish(Robbery)), new StartExport(), new ReceiveFile(clip.File()), new FinishFile(1, TestClip.Content(), null));
}
