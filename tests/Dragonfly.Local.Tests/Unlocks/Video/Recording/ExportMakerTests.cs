using Dragonfly.Core.Clips;
using Dragonfly.Core.Places;
using Dragonfly.Functions.Configuration;
using Dragonfly.Local.Unlocks.Video;
using Dragonfly.Local.Unlocks.Video.Recording;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dragonfly.Local.Tests.Unlocks.Video.Recording;

/// <summary>Recordings as files: whole, playing as long as was asked for, with nothing installed and with ffmpeg.</summary>
public sealed class ExportMakerTests
{
    private static readonly DateTimeOffset At = new(2026, 8, 14, 18, 3, 27, 400, TimeSpan.Zero);
    private static readonly Camera Camera = new(new("feed-1"), "Read House", new GeoPoint(35.0456, -85.3097));

    [Theory]
    [InlineData(0.2)]
    [InlineData(12)]
    public async Task With_nothing_installed_it_is_AVI(double seconds)
    {
        await using var file = await MakeAsync(null, seconds);
        var bytes = await WriteAsync(file);
        Inspect(bytes).ShouldBe(new MediaFacts("video/x-msvideo", seconds));
        (await WriteAsync(file)).ShouldBe(bytes, "the same bytes each time it is sent");
    }

    [FfmpegFact]
    public async Task With_ffmpeg_it_is_MP4()
    {
        var before = TemporaryFiles();
        await using (var file = await MakeAsync(FfmpegFactAttribute.Program, 12))
        {
            var bytes = await WriteAsync(file);
            Inspect(bytes).ShouldBe(new MediaFacts("video/mp4", 12));
            (await WriteAsync(file)).ShouldBe(bytes);
        }

        TemporaryFiles().Except(before).ShouldBeEmpty("what was sent is not kept");
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("cat > /dev/null; echo no such encoder >&2; exit 8")]
    [InlineData("exec <&-; exit 0")]
    public async Task Where_ffmpeg_fails_it_is_AVI_still(string script)
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TemporaryFolder();
        var program = Path.Combine(folder.Path, "ffmpeg");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await using var file = await MakeAsync(program, 2);
        Inspect(await WriteAsync(file)).ShouldBe(new MediaFacts("video/x-msvideo", 2));
    }

    [Fact]
    public async Task Where_ffmpeg_does_not_start_it_is_AVI_still()
    {
        await using var file = await MakeAsync("/nowhere/ffmpeg", 1);
        file.ContentType.ShouldBe("video/x-msvideo");
    }

    [Fact]
    public void The_setting_says_where_it_is_or_that_there_is_none()
    {
        Find("none").ShouldBeNull();
        Find(typeof(ExportMakerTests).Assembly.Location).ShouldBe(typeof(ExportMakerTests).Assembly.Location);
        Should.Throw<InvalidSettingException>(() => Find("/nowhere/ffmpeg")).Message.ShouldContain("DRAGONFLY_FFMPEG");

        static string? Find(string setting) => Ffmpeg.Find(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>("DRAGONFLY_FFMPEG", setting)]).Build());
    }

    private static async Task<IExportFile> MakeAsync(string? ffmpeg, double seconds)
    {
        using var maker = new ExportMaker(TimeProvider.System, ffmpeg, NullLogger<ExportMaker>.Instance);
        return await maker.MakeAsync(Camera, At, At.AddSeconds(seconds), default);
    }

    private static async Task<byte[]> WriteAsync(IExportFile file)
    {
        var output = new MemoryStream();
        await file.WriteAsync(output, default);
        output.Length.ShouldBe(file.Length);
        return output.ToArray();
    }

    private static MediaFacts Inspect(byte[] bytes)
    {
        var inspector = new MediaInspector();
        inspector.Feed(bytes);
        return inspector.Finish();
    }

    private static string[] TemporaryFiles() => Directory.GetFiles(Path.GetTempPath(), "dragonfly-export-*");
}
