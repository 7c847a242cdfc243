using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Dragonfly.Core.Audit;

/// <summary>A place in the log as a whole, which is ordered by time: where a page ended.</summary>
public sealed record EntryCursor(DateTimeOffset At, TimelineId Timeline, long Sequence)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out EntryCursor? cursor)
    {
        cursor = Base64Url.IsValid(text)
            && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('-', 3) is [var time, var sequence, { Length: > 0 } timeline]
            && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTimeOffset.MaxValue.Ticks
            && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
                ? new(new(ticks, TimeSpan.Zero), new(timeline), place)
                : null;
        return cursor is not null;
    }

    /// <summary>As clients carry it: opaque to them.</summary>
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}-{Sequence}-{Timeline}")));
}
