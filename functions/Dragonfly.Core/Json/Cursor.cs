using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Dragonfly.Core.Json;

/// <summary>A place in a list that is ordered by a time and, within it, by id: where a page ended. Neither what comes in nor what changes elsewhere moves it.</summary>
/// <param name="At">The last item's time.</param>
/// <param name="Id">The last item's id, one of 32 hexadecimal digits.</param>
public sealed record Cursor<TId>(DateTimeOffset At, TId Id) where TId : struct, IId<TId>
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Cursor<TId>? cursor)
    {
        cursor = text.Split('-', 2) is [var time, var id] && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.Ticks
            && id is { Length: 32 } && id.All(char.IsAsciiHexDigitLower)
            ? new(new DateTimeOffset(ticks, TimeSpan.Zero), TId.From(id))
            : null;
        return cursor is not null;
    }

    /// <summary>As clients carry it: opaque to them.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}-{Id.Value}");
}
