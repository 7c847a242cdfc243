using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Unlocks.Video.Pictures;
using Shouldly;
using Xunit;

namespace Dragonfly.Local.Tests.Unlocks.Video;

public sealed class CameraPictureTests
{
    private static readonly DateTimeOffset At = new(2026, 8, 14, 18, 3, 27, 400, TimeSpan.Zero);

    [Fact]
    public void The_checksum_is_the_one_of_the_specification() => Crc32.Of("123456789"u8).ShouldBe(0xCBF43926);

    [Fact]
    public void A_picture_is_a_png_that_says_it_is_simulated()
    {
        var picture = PngReader.Read(Render("feed-1", "Read House", At));
        (picture.Width, picture.Height).ShouldBe((640, 360));
        picture[630 - 3, 12].ShouldBe<(byte, byte, byte)>((0xFF, 0xB8, 0x1C));
        Line(picture, 14, 500, 630).Count(color => color == (0x10, 0x12, 0x14)).ShouldBeGreaterThan(20);
    }

    [Fact]
    public void The_name_is_written_as_the_font_has_it()
    {
        var picture = PngReader.Read(Render("feed-1", "I", At));
        for (var y = 0; y < Font.Height; y++)
            for (var x = 0; x < Font.Width; x++)
                (picture[10 + (3 * x) + 1, 10 + (3 * y) + 1] == (0xFF, 0xFF, 0xFF)).ShouldBe(Font.IsSet('I', x, y));
    }

    [Fact]
    public void A_camera_shows_the_same_at_the_same_time_and_something_else_a_tenth_of_a_second_later()
    {
        Render("feed-1", "Read House", At).ShouldBe(Render("feed-1", "Read House", At.ToOffset(TimeSpan.FromHours(-4))));
        Render("feed-1", "Read House", At).ShouldNotBe(Render("feed-1", "Read House", At.AddMilliseconds(100)));
    }

    [Fact]
    public void Traffic_moves()
    {
        var (before, after) = (PngReader.Read(Render("feed-1", "", At)), PngReader.Read(Render("feed-1", "", At.AddSeconds(2))));
        Enumerable.Range(254, 70).Any(y => !Line(before, y, 0, 640).SequenceEqual(Line(after, y, 0, 640))).ShouldBeTrue();
    }

    [Fact]
    public void Every_camera_has_a_street_of_its_own() =>
        Enumerable.Range(0, 50).Select(i => Convert.ToHexString(Render($"feed-{i}", "", At))).Distinct().Count().ShouldBe(50);

    [Theory]
    [InlineData("")]
    [InlineData("Caf\u00e9 \ud83d\udcf7 \u0000")]
    [InlineData("A name that is so long that no picture of this width can ever hold all of it, however small it is written")]
    public void Any_name_can_be_shown(string name) => PngReader.Read(Render(name, name, At));

    private static byte[] Render(string feed, string name, DateTimeOffset at) =>
        new CameraPicture(new FeedId(feed), name, new GeoPoint(35.0456, -85.3097)).Render(at).ToArray();

    private static IEnumerable<(byte Red, byte Green, byte Blue)> Line(PngReader picture, int y, int from, int to) =>
        Enumerable.Range(from, to - from).Select(x => picture[x, y]);
}
