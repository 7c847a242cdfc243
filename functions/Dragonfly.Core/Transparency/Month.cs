using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dragonfly.Core.Transparency;

/// <summary>A month, UTC.</summary>
[JsonConverter(typeof(MonthJsonConverter))]
public readonly record struct Month(int Year, int Number) : IComparable<Month>
{
    /// <summary>How long after its end it is counted: views that were under way have ended by then, and calls that were late have come.</summary>
    public static TimeSpan Settling { get; } = TimeSpan.FromDays(3);

    /// <summary>When it begins.</summary>
    public DateTimeOffset Start => new(Year, Number, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>When the next one begins.</summary>
    public DateTimeOffset End => Start.AddMonths(1);

    /// <summary>The moment of which it is counted, once and for good: what was written later does not change its figures.</summary>
    public DateTimeOffset AsOf => End + Settling;

    /// <summary>The next one.</summary>
    public Month Next => Of(End);

    /// <summary>The month of a moment.</summary>
    public static Month Of(DateTimeOffset at) => new(at.UtcDateTime.Year, at.UtcDateTime.Month);

    /// <summary>Whether a moment is in it.</summary>
    public bool Holds(DateTimeOffset at) => Start <= at && at < End;

    /// <inheritdoc/>
    public int CompareTo(Month other) => Start.CompareTo(other.Start);

    /// <summary>As <c>2026-08</c>.</summary>
    public override string ToString() => Start.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}

/// <summary>Writes a month as <c>"2026-08"</c>.</summary>
public sealed class MonthJsonConverter : JsonConverter<Month>
{
    /// <inheritdoc/>
    public override Month Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTimeOffset.TryParseExact(reader.GetString(), "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start) ? Month.Of(start) : throw new JsonException("not a month");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Month value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
