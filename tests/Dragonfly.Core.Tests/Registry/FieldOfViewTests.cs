using Dragonfly.Conformance;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Tests.Registry;

public sealed class FieldOfViewTests
{
    [Theory]
    [InlineData(0, 60, 29.9, true)]
    [InlineData(0, 60, 30.1, false)]
    [InlineData(0, 60, 330.1, true)]
    [InlineData(0, 60, 329.9, false)]
    [InlineData(350, 60, 19.9, true)]
    [InlineData(350, 60, 20.1, false)]
    [InlineData(10, 60, 340.1, true)]
    [InlineData(10, 60, 339.9, false)]
    [InlineData(360, 60, 0, true)]
    [InlineData(-10, 60, 19.9, true)]
    [InlineData(-10, 60, 20.1, false)]
    [InlineData(90, 360, 270, true)]
    public void A_camera_sees_half_its_width_to_each_side(double azimuth, double width, double bearing, bool sees) =>
        new FieldOfView(azimuth, width, 60).Covers(TestCad.Downtown, TestCad.Downtown.Toward(bearing, 50)).ShouldBe(sees);

    [Theory]
    [InlineData(59.9, true)]
    [InlineData(60.1, false)]
    public void A_camera_sees_as_far_as_its_range(double meters, bool sees) =>
        new FieldOfView(90, 60, 60).Covers(TestCad.Downtown, TestCad.Downtown.Toward(90, meters)).ShouldBe(sees);
}
