using System.Collections.Immutable;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Conformance;

/// <summary>A clip that lives as in production: commands are decided, their events chained and evolved, and each step yields the write for a store.</summary>
public sealed class TestClip(ClipId id)
{
    /// <summary>As a store that took every write should hold it.</summary>
    public StoredClip Stored { get; private set; } = StoredClip.Unwanted(id);

    /// <summary>Where it stands.</summary>
    public Clip Clip => Stored.Clip;

    /// <summary>Its entries.</summary>
    public List<Entry> Custody { get; } = [];

    /// <summary>A recording of ten minutes, or a picture.</summary>
    public static ClipWish Wish(IncidentId incident, ClipKind kind = ClipKind.Recording, string agency = "cpd", string reason = "ROBBERY", int retentionDays = 30)
    {
        var grant = GrantId.Of(incident, 1);
        return new(
            kind, new(agency), incident, grant, new("feed-1"), new PartnerId("partner-1"), 3, "2026-08-01.1", "ROBBERY", TestCad.Noon, kind is ClipKind.Recording ? TestCad.Noon.AddMinutes(10) : null, "investigator", reason, retentionDays);
    }

    /// <summary>A file of a try.</summary>
    public ClipFile File(int attempt = 1, long length = 1_000, string contentType = "video/mp4") => new(new(id, attempt), length, contentType, TestCad.Noon.AddMinutes(11), false);

    /// <summary>What is in a file that is as it should be.</summary>
    public static ClipContent Content(string contentType = "video/mp4") => new(1_000, contentType, new('a', 64), 600);

    /// <summary>Does the commands one after another; what is refused is recorded as refused. Yields the one write for all of them; null when nothing came of them.</summary>
    public ClipWrite? Do(DateTimeOffset at, params ReadOnlySpan<ClipCommand> commands)
    {
        var draft = new ClipDraft(Stored, Origin.System("conformance"), at);
        foreach (var command in commands) draft.Decide(command);
        if (draft.IsEmpty) return null;
        var write = draft.ToWrite();
        Stored = write.Stored;
        Custody.AddRange(write.Entries);
        return write;
    }

    /// <summary>The writes of a recording from its wish to its being available, with all that may happen to it on the way.</summary>
    public ImmutableArray<ClipWrite> Live(IncidentId incident, DateTimeOffset at)
    {
        var bulletin = BulletinId.Of(incident, "nonce");
        return
        [
            Do(at, new BeginClip(Wish(incident, reason: EveryEvent.AwkwardText)))!,
            Do(at = at.AddSeconds(1), new StartExport())!,
            Do(at = at.AddSeconds(1), new FailExport(1, "unreachable"))!,
            Do(at = at.AddMinutes(2), new StartExport())!,
            Do(at = at.AddSeconds(5), new ReceiveFile(File(2)))!,
            Do(at = at.AddSeconds(1), new FinishFile(2, Content(), null))!,
            Do(at = at.AddSeconds(1), new LinkClip("view", EveryEvent.AwkwardText, at.AddMinutes(5)))!,
            Do(at = at.AddSeconds(1), new ShareClip(bulletin, ["B12", EveryEvent.AwkwardText], new(BulletinSubject.Vehicle, EveryEvent.AwkwardText, "ABC 123", "north")))!,
            Do(at = at.AddSeconds(1), new HoldClip("2026-4711", EveryEvent.AwkwardText, "supervisor"), new KeepHold(true))!,
            Do(at = at.AddSeconds(1), new HoldClip("another", "refused", "supervisor"))!,
            Do(at = at.AddSeconds(1), new PackageClip("prosecutor"))!,
        ];
    }
}
