using System.Globalization;

namespace Dragonfly.Functions.Storage;

/// <summary>Moments as items hold them: UTC to 100 ns in text of one length, which sorts as the moments do. Ticks would not do, since JSON's numbers are exact only up to 2^53.</summary>
internal static class SortableTime
{
    /// <summary>After every moment.</summary>
    public const string End = "~";

    /// <summary>Writes a moment.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Writes the next moment, before which lies all that is of this one.</summary>
    public static string After(DateTimeOffset time) => time.UtcTicks == DateTimeOffset.MaxValue.Ticks ? End : Of(time.AddTicks(1));

    /// <summary>Reads what <see cref="Of"/> wrote.</summary>
    public static DateTimeOffset Parse(string text) => new(DateTime.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind), TimeSpan.Zero);
}
