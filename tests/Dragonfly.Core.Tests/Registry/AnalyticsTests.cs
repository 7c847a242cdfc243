using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Tests.Registry;

/// <summary>Promise 4: no facial recognition, whatever it is called.</summary>
public sealed class AnalyticsTests
{
    [Theory]
    [InlineData("faceRecognition")]
    [InlineData("Facial Recognition")]
    [InlineData("FACE-MATCH")]
    [InlineData("f.a.c.i.a.l")]
    [InlineData("genetec.FaceDetection/v2")]
    [InlineData("biometric identification")]
    [InlineData("gait")]
    [InlineData("personReIdentification")]
    [InlineData("emotion")]
    public void What_tells_who_somebody_is_is_forbidden(string kind) => Analytics.WhyRefused(kind).ShouldBe("forbiddenAnalytics");

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("fасе")] // Cyrillic letters.
    [InlineData("superAnalytics9000")]
    [InlineData("motion2")]
    [InlineData("motion 顔認証")] // Face recognition, in a script of which nothing is left without its letters.
    public void What_nobody_has_looked_at_is_refused_as_well(string kind) => Analytics.WhyRefused(kind).ShouldBe("unknownAnalytics");

    [Theory]
    [InlineData("motion", "motion")]
    [InlineData("People Counting", "peopleCounting")]
    [InlineData("LINE_CROSSING", "lineCrossing")]
    public void What_is_permitted_has_one_name(string kind, string name)
    {
        Analytics.WhyRefused(kind).ShouldBeNull();
        Analytics.NameOf(kind).ShouldBe(name);
    }

    [Fact]
    public void Of_several_the_forbidden_one_is_told()
    {
        Analytics.WhyRefused(["motion", "novel", "faceId"]).ShouldBe("forbiddenAnalytics");
        Analytics.WhyRefused(["motion", "novel"]).ShouldBe("unknownAnalytics");
        Analytics.WhyRefused(["motion", "loitering"]).ShouldBeNull();
        Analytics.WhyRefused([]).ShouldBeNull();
        Analytics.NameOf("faceId").ShouldBeNull();
    }
}
