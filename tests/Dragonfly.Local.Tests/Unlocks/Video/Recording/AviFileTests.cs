using Dragonfly.Core.Places;
using Dragonfly.Local.Unlocks.Video;
using Dragonfly.Local.Unlocks.Video.Pictures;
using Dragonfly.Local.Unlocks.Video.Recording;

namespace Dragonfly.Local.Tests.Unlocks.Video.Recording;

public sealed class AviFileTests
{
    private static readonly DateTimeOffset At = new(2026, 8, 14, 18, 3, 27, 400, TimeSpan.Zero);
    private static readonly Camera Camera = new(new("feed-1"), "Read House", new GeoPoint(35.0456, -85.3097));

    [Fact]
    public void A_recording_holds_what_the_camera_showed_pixel_for_pixel()
    {
        var file = AviFile.Measure(Camera.Look(), At, At.AddSeconds(2));
        var bytes = Write(file);
        bytes.Length.ShouldBe((int)file.Length);
        var read = AviReader.Read(bytes);
        (read.Width, read.Height, read.MicrosecondsPerFrame, read.Frames.Count).ShouldBe((640, 360, 200_000, 10));
        foreach (var frame in (int[])[0, 4, 9])
        {
            var shown = PngReader.Read(Camera.Look().Render(At.AddMilliseconds(200 * frame)).Span);
            for (var y = 0; y < read.Height; y++)
                for (var x = 0; x < read.Width; x++)
                    if (read.At(frame, x, y) != shown[x, y])
                        throw new ShouldAssertException($"frame {frame} at {x}, {y}: {read.At(frame, x, y)}, and not {shown[x, y]}");
        }
    }

    [Theory]
    [InlineData(0.001, 1)]
    [InlineData(0.2, 1)]
    [InlineData(0.99, 4)]
    [InlineData(60, 300)]
    public void A_recording_is_as_long_as_was_asked_for(double seconds, int frames)
    {
        var file = AviFile.Measure(Camera.Look(), At, At.AddSeconds(seconds));
        var bytes = Write(file);
        bytes.Length.ShouldBe((int)file.Length);
        AviReader.Read(bytes).Frames.Count.ShouldBe(frames);
    }

    [Fact]
    public void An_hour_fits_into_the_format() =>
        (AviFile.Measure(Camera.Look(), At, At.AddSeconds(10)).Length * 360).ShouldBeLessThan(1L << 30);

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("01")]
    [InlineData("012")]
    [InlineData("0123456")]
    [InlineData("000")]
    [InlineData("0001110102333")]
    [InlineData("00122333444455555")]
    public void Any_row_of_colors_comes_back(string pattern)
    {
        foreach (var times in (int[])[1, 100, 300])
        {
            var colors = string.Concat(Enumerable.Repeat(pattern, times));
            var canvas = new Canvas(Math.Max(1, colors.Length), 1);
            for (var x = 0; x < colors.Length; x++) canvas.Fill(x, 0, 1, 1, (byte)(colors[x] - '0'));
            var output = new MemoryStream();
            Rle8.Write(canvas, output);
            (output.Length % 2).ShouldBe(0);
            AviReader.Decode(output.ToArray(), canvas.Width, 1).ShouldBe(canvas.RowAt(0).ToArray());
        }
    }

    private static byte[] Write(AviFile file)
    {
        var output = new MemoryStream();
        foreach (var part in file.Write(Camera.Look())) output.Write(part.Span);
        return output.ToArray();
    }
}
