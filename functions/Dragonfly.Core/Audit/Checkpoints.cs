using Dragonfly.Core.Access;

namespace Dragonfly.Core.Audit;

/// <summary>When checkpoints are made, and of what.</summary>
public static class Checkpoints
{
    /// <summary>The first part of their timelines' ids.</summary>
    public const string Kind = "checkpoints";

    /// <summary>
    /// How far a checkpoint looks back behind the one before it: an entry is dated when it was decided, by its instance's clock, and may be stored a little later. An entry
    /// older than that which no checkpoint lists was not there when it should have been.
    /// </summary>
    public static TimeSpan Overlap { get; } = TimeSpan.FromMinutes(5);

    /// <summary>How long what happened may go without a checkpoint before that is a fault: one is due every quarter of an hour.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromHours(1);

    /// <summary>How many timelines one entry lists: a store may take no more than 2 MB at once.</summary>
    public const int MostHeads = 4_000;

    // Of two instances that both want to, the second one finds that it is done.
    private static readonly TimeSpan TooSoon = TimeSpan.FromMinutes(1);

    /// <summary>An agency's name in checkpoints.</summary>
    public static string NameOf(AgencyId? agency) => agency?.Value ?? TimelineId.Program;

    /// <summary>An agency's checkpoints.</summary>
    public static TimelineId TimelineOf(string agency) => new($"{Kind}/{agency}");

    /// <summary>What the next checkpoint must cover; null when there is one already.</summary>
    /// <param name="last">The last one.</param>
    /// <param name="lastAt">When that was made.</param>
    /// <param name="now">What time it is.</param>
    public static (DateTimeOffset Since, DateOnly? Day)? Next(CheckpointSigned? last, DateTimeOffset lastAt, DateTimeOffset now)
    {
        if (last is null) return (DateTimeOffset.MinValue, null);
        if (last.Part < last.Parts) return (last.Since, last.Day);
        if (now - lastAt < TooSoon) return null;
        var overlapping = lastAt - Overlap;
        if (lastAt.UtcDateTime.Date >= now.UtcDateTime.Date) return (overlapping, null);
        var startOfDay = new DateTimeOffset(lastAt.UtcDateTime.Date, TimeSpan.Zero);
        return (startOfDay < overlapping ? startOfDay : overlapping, DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1));
    }
}
