using System.Text.Json.Serialization;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Unlocks;

/// <summary>A recording that the video system makes into a file.</summary>
/// <param name="State">How far it is.</param>
/// <param name="ContentType">The file's media type, such as <c>video/mp4</c>; null until it is done.</param>
/// <param name="Length">The file's length in bytes; null until it is done.</param>
public sealed record VideoExport(ExportState State, string? ContentType = null, long? Length = null)
{
    /// <summary>The longest recording that one export holds; who wants more asks twice.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromHours(1);

    /// <summary>How long a video system remembers a lease that is over, and makes exports of its time, at the least.</summary>
    public static TimeSpan Remembered { get; } = TimeSpan.FromDays(1);

    /// <summary>How long before a feed was opened a recording may begin at the most, where its owner allows any of it.</summary>
    public static TimeSpan MostLookBack { get; } = TimeSpan.FromMinutes(30);
}

/// <summary>How far an export is.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ExportState>))]
public enum ExportState
{
    /// <summary>The file is being made.</summary>
    Running,

    /// <summary>The file is there.</summary>
    Done,

    /// <summary>There will be no file.</summary>
    Failed,
}
