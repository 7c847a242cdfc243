using System.Text.Json.Serialization;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Unlocks;

/// <summary>A recording that the video system makes into a file, and sends to where it is wanted.</summary>
/// <param name="State">How far it is.</param>
/// <param name="ContentType">The file's media type, such as <c>video/mp4</c>; null until it is done.</param>
/// <param name="Length">The file's length in bytes; null until it is done.</param>
/// <param name="Reason">Why there will be none: a code such as <see cref="TargetRefused"/>; null unless it failed.</param>
public sealed record VideoExport(ExportState State, string? ContentType = null, long? Length = null, string? Reason = null)
{
    /// <summary>The longest link that a file is sent by.</summary>
    public const int MostTargetLength = 2_048;

    /// <summary>A reason: the file could not be made.</summary>
    public const string NotMade = "notMade";

    /// <summary>A reason: where the file was to go, it was not let in.</summary>
    public const string TargetRefused = "targetRefused";

    /// <summary>A reason: where the file was to go, there is one already.</summary>
    public const string TargetTaken = "targetTaken";

    /// <summary>A reason: where the file was to go, nobody answered, however often it was tried.</summary>
    public const string TargetUnreachable = "targetUnreachable";

    /// <summary>The longest recording that one export holds; who wants more asks twice.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromHours(1);

    /// <summary>How long a video system remembers a lease that is over, and makes exports of its time, at the least.</summary>
    public static TimeSpan Remembered { get; } = TimeSpan.FromDays(1);

    /// <summary>How long before a feed was opened a recording may begin at the most, where its owner allows any of it.</summary>
    public static TimeSpan MostLookBack { get; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether a file can be sent there: an http or https link without a user's name.</summary>
    public static bool IsTarget(Uri target) => target is { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "", Fragment: "", OriginalString.Length: <= MostTargetLength };
}

/// <summary>How far an export is.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ExportState>))]
public enum ExportState
{
    /// <summary>The file is being made, or sent.</summary>
    Running,

    /// <summary>The file was sent, and taken.</summary>
    Done,

    /// <summary>There will be no file; another one has to be asked for.</summary>
    Failed,
}
