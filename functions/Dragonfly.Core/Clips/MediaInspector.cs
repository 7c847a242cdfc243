namespace Dragonfly.Core.Clips;

/// <summary>Placeholder until branch i6-video is merged.</summary>
public sealed class MediaInspector
{
    /// <summary>Looks at the next bytes.</summary>
    public void Feed(ReadOnlySpan<byte> bytes) => _ = bytes.Length;

    /// <summary>What it is.</summary>
    public MediaFacts Finish() => new("video/x-msvideo", null, null);
}

/// <summary>What a file is.</summary>
public sealed record MediaFacts(string? ContentType, double? Seconds, string? Fault);
