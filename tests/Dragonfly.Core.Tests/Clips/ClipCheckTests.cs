using Dragonfly.Conformance;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Core.Tests.Clips;

/// <summary>A file is what was asked for, or it is said why not. Asked for are ten minutes.</summary>
public sealed class ClipCheckTests
{
    [Theory]
    [InlineData("video/mp4", 1_000, "video/mp4", 600.0, null)]
    [InlineData("VIDEO/MP4", 1_000, "video/mp4", 609.9, null)]
    [InlineData("video/mp4", 1_000, "video/mp4", null, null)]
    [InlineData("video/mp4", 999, "video/mp4", 600.0, "changedSinceUpload")]
    [InlineData("image/png", 1_000, "image/png", null, "notVideo")]
    [InlineData("video/mp4", 1_000, "video/x-msvideo", 600.0, "wrongContentType")]
    [InlineData("video/mp4", 1_000, "video/mp4", 589.0, "wrongLength")]
    [InlineData("video/mp4", 1_000, "video/mp4", 611.0, "wrongLength")]
    public void It_says_why_not(string claimed, long received, string found, double? seconds, string? fault) =>
        ClipCheck.FaultIn(TestClip.Wish(IncidentId.Of(new("cpd"), "26-1")), claimed, received, new(1_000, found, new string('a', 64), seconds)).ShouldBe(fault);
}
