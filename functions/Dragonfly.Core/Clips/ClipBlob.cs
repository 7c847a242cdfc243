using System.Globalization;

namespace Dragonfly.Core.Clips;

/// <summary>
/// The file of one try to get a clip, as the clip store names it: <c>{clip}-{attempt}</c>. Each try has its own, since a file is written once: what was put aside as not
/// what was asked for stays where it is, and stands in the way of nothing.
/// </summary>
/// <param name="Clip">The clip.</param>
/// <param name="Attempt">1 for the first try.</param>
public readonly record struct ClipBlob(ClipId Clip, int Attempt)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string? text, out ClipBlob blob)
    {
        blob = default;
        if (text?.Split('-') is not [var id, var number] || !ClipId.TryParse(id, out var clip)) return false;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) || attempt == 0 || number[0] == '0') return false;
        blob = new(clip, attempt);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Clip}-{Attempt}");
}
