namespace Dragonfly.Core.Unlocks;

/// <summary>One picture.</summary>
/// <param name="Picture">The file.</param>
/// <param name="ContentType">Its media type, such as <c>image/jpeg</c>.</param>
/// <param name="TakenAt">When the camera took it, by the video system's clock.</param>
public sealed record Still(ReadOnlyMemory<byte> Picture, string ContentType, DateTimeOffset TakenAt);
