using System.Buffers.Binary;
using System.Text;
using Dragonfly.Conformance.Media;
using Dragonfly.Core.Clips;

namespace Dragonfly.Core.Tests.Clips;

/// <summary>What a file is, is told by its content; that something is missing or wrong shows, whatever it is called.</summary>
public sealed class MediaInspectorTests
{
    private static readonly byte[] Chunked = BoxFile.Movie(BoxFile.Header(1, 90_000, 900_000), BoxFile.Track("vide", BoxFile.Offsets(8, 100)));

    public static TheoryData<string> Whole => ["faststart.mp4", "plain.mp4", "quicktime.mov", "plain.avi", "still.jpg", "still.png"];

    [Theory]
    [InlineData("faststart.mp4", "video/mp4", 2.0)]
    [InlineData("plain.mp4", "video/mp4", 2.0)]
    [InlineData("fragmented.mp4", "video/mp4", null)]
    [InlineData("quicktime.mov", "video/quicktime", 2.0)]
    [InlineData("plain.avi", "video/x-msvideo", 2.0)]
    [InlineData("still.jpg", "image/jpeg", null)]
    [InlineData("still.png", "image/png", null)]
    public void A_file_says_what_it_is_and_how_long_it_plays(string file, string contentType, double? seconds) =>
        Inspect(TestMedia.Read(file)).ShouldBe(new MediaFacts(contentType, seconds));

    [Theory]
    [MemberData(nameof(Whole))]
    public void However_it_comes_in_pieces_it_is_the_same(string file)
    {
        var bytes = TestMedia.Read(file);
        var facts = Inspect(bytes);
        var random = new Random(6);
        foreach (var most in (int[])[1, 2, 3, 7, 13, 100, 1_000, 5_000])
            for (var time = 0; time < 50; time++)
                InPieces(bytes, () => random.Next(0, most + 1)).ShouldBe(facts, $"{most}");
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void However_broken_it_is_pieces_make_no_difference(string file)
    {
        var original = TestMedia.Read(file);
        var random = new Random(7);
        for (var time = 0; time < 3_000; time++)
        {
            var bytes = original.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--) bytes[random.Next(Math.Min(bytes.Length, 1_000))] = (byte)random.Next(256);
            Array.Resize(ref bytes, random.Next(bytes.Length + 20));
            InPieces(bytes, () => random.Next(1, 40)).ShouldBe(Inspect(bytes), Convert.ToHexString(bytes));
        }
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void Whatever_is_missing_at_its_end_is_missed(string file)
    {
        var bytes = TestMedia.Read(file);
        var contentType = Inspect(bytes).ContentType;
        for (var length = 0; length < bytes.Length; length++)
        {
            var facts = Inspect(bytes[..length]);
            facts.Fault.ShouldBe(length == 0 ? MediaFacts.Empty : facts.ContentType is null ? MediaFacts.NotMedia : MediaFacts.Truncated, $"{length} of {bytes.Length}");
            if (length >= 12) facts.ShouldBe(new MediaFacts(contentType, null, MediaFacts.Truncated));
        }
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void Nothing_comes_after_its_end(string file) =>
        Inspect([.. TestMedia.Read(file), .. "<script>alert(1)</script>"u8]).Fault.ShouldBeOneOf(MediaFacts.Malformed, MediaFacts.Truncated);

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>video.mp4</body></html>")]
    [InlineData("{\"error\":\"not found\"}")]
    [InlineData("PK\u0003\u0004 a ZIP archive and what is in it")]
    [InlineData("RIFF\u0010\0\0\0WAVEfmt and so on, for a sound")]
    [InlineData("\0\0\0\u0018ftypheic a picture of a telephone")]
    [InlineData("\0\0\0\u0018styp a part of a film")]
    [InlineData("x")]
    public void What_is_no_film_and_no_picture_is_none(string text) => Inspect(Encoding.Latin1.GetBytes(text)).ShouldBe(new MediaFacts(null, null, MediaFacts.NotMedia));

    [Fact]
    public void Nothing_is_nothing() => Inspect([]).ShouldBe(new MediaFacts(null, null, MediaFacts.Empty));

    [Fact]
    public void Sound_alone_shows_nothing() => Inspect(TestMedia.Read("audio.m4a")).ShouldBe(new MediaFacts("video/mp4", 0.5, MediaFacts.NoVideo));

    [Fact]
    public void Random_bytes_are_never_sound()
    {
        var random = new Random(8);
        for (var time = 0; time < 10_000; time++)
        {
            var bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            Inspect(bytes).Fault.ShouldNotBeNull();
        }
    }

    [Fact]
    public void Pictures_of_more_than_four_gigabytes_are_passed_over()
    {
        var inspector = new MediaInspector();
        inspector.Feed([.. BoxFile.Type("isom"), .. BoxFile.LongHead("mdat", (5L << 30) + 16)]);
        var block = new byte[64 * 1024 * 1024];
        for (var i = 0; i < 80; i++) inspector.Feed(block);
        inspector.Feed(Chunked);
        inspector.Finish().ShouldBe(new MediaFacts("video/mp4", 10));
    }

    [Fact]
    public void Pictures_may_go_on_to_the_end_of_the_file_but_not_end_before_what_the_movie_shows()
    {
        byte[] start = [.. BoxFile.Type("isom"), .. BoxFile.Movie(BoxFile.Header(0, 600, 1_200), BoxFile.Track("vide", BoxFile.Offsets(4, 1_000))), .. BoxFile.Head("mdat", 0)];
        Inspect([.. start, .. new byte[1_000]]).ShouldBe(new MediaFacts("video/mp4", 2));
        Inspect([.. start, .. new byte[1_000 - start.Length]]).Fault.ShouldBe(MediaFacts.Truncated);
    }

    [Fact]
    public void A_film_in_fragments_may_say_how_long_it_plays() =>
        Inspect([.. BoxFile.Type("iso5"), .. BoxFile.Movie(BoxFile.Header(0, 1_000, 0), BoxFile.Track("vide", BoxFile.Offsets(4)), BoxFile.Box("mvex", BoxFile.Box("mehd", [0, 0, 0, 0, 0, 0, 0x10, 0])))])
            .ShouldBe(new MediaFacts("video/mp4", 4.096));

    [Fact]
    public void A_time_that_is_not_known_is_not_told()
    {
        Inspect([.. BoxFile.Type("isom"), .. BoxFile.Movie(BoxFile.Header(0, 1_000, uint.MaxValue), BoxFile.Track("vide", BoxFile.Offsets(4)))]).ShouldBe(new MediaFacts("video/mp4"));
        Inspect([.. BoxFile.Type("isom"), .. BoxFile.Movie(BoxFile.Header(0, 0, 1_000), BoxFile.Track("vide", BoxFile.Offsets(4)))]).ShouldBe(new MediaFacts("video/mp4"));
    }

    [Theory]
    [InlineData("a box in the movie that is longer than the movie")]
    [InlineData("a size that is too small to be one")]
    [InlineData("a table that is longer than its box")]
    [InlineData("boxes in boxes without end")]
    [InlineData("a movie header that is cut short")]
    public void What_breaks_the_rules_of_boxes_is_malformed(string how)
    {
        byte[] rest = how switch
        {
            "a box in the movie that is longer than the movie" => BoxFile.Box("moov", BoxFile.Head("mvhd", 500)),
            "a size that is too small to be one" => BoxFile.Head("moov", 7),
            "a table that is longer than its box" => BoxFile.Movie(BoxFile.Header(0, 1, 1), BoxFile.Track("vide", BoxFile.Box("stco", [0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 1]))),
            "boxes in boxes without end" => BoxFile.Box("moov", Enumerable.Range(0, 100).Aggregate(Array.Empty<byte>(), (inner, _) => BoxFile.Box("trak", inner))),
            _ => BoxFile.Movie(BoxFile.Box("mvhd", new byte[20])),
        };
        Inspect([.. BoxFile.Type("isom"), .. rest, .. new byte[100]]).Fault.ShouldBe(MediaFacts.Malformed);
    }

    [Fact]
    public void A_file_of_nothing_but_tiny_parts_is_given_up()
    {
        byte[] start = [.. BoxFile.Type("isom"), .. Chunked];
        var tiny = Enumerable.Repeat(BoxFile.Box("free"), 100_000).SelectMany(box => box).ToArray();
        Inspect([.. start, .. tiny]).ShouldBe(new MediaFacts("video/mp4", 10));
        var inspector = new MediaInspector();
        inspector.Feed(start);
        for (var i = 0; i < 50; i++) inspector.Feed(tiny);
        inspector.Finish().Fault.ShouldBe(MediaFacts.Malformed);
    }

    [Fact]
    public void A_recorder_that_was_cut_short_left_no_sizes()
    {
        var avi = TestMedia.Avi;
        BinaryPrimitives.WriteInt32LittleEndian(avi.AsSpan(4), 0);
        Inspect(avi).ShouldBe(new MediaFacts("video/x-msvideo", null, MediaFacts.Truncated));
    }

    [Fact]
    public void An_AVI_file_may_go_on_in_further_parts()
    {
        byte[] more = [.. "RIFF"u8, 12, 0, 0, 0, .. "AVIXJUNK"u8, 0, 0, 0, 0];
        Inspect([.. TestMedia.Avi, .. more]).ShouldBe(new MediaFacts("video/x-msvideo", 2));
        Inspect([.. TestMedia.Avi, .. more[..^1]]).Fault.ShouldBe(MediaFacts.Truncated);
    }

    [Fact]
    public void Cameras_pad_their_pictures_with_zeros()
    {
        Inspect([.. TestMedia.Jpeg, .. new byte[100]]).ShouldBe(new MediaFacts("image/jpeg"));
        Inspect([.. TestMedia.Jpeg, .. new byte[100], 1]).Fault.ShouldBe(MediaFacts.Malformed);
    }

    [Fact]
    public void A_picture_with_nothing_in_it_is_malformed()
    {
        Inspect([0xFF, 0xD8, 0xFF, 0xD9]).Fault.ShouldBe(MediaFacts.Malformed);
        Inspect([.. TestMedia.Png[..33], 0, 0, 0, 0, .. "IEND"u8, 0xAE, 0x42, 0x60, 0x82]).Fault.ShouldBe(MediaFacts.Malformed);
    }

    private static MediaFacts Inspect(byte[] bytes)
    {
        var inspector = new MediaInspector();
        inspector.Feed(bytes);
        return inspector.Finish();
    }

    private static MediaFacts InPieces(byte[] bytes, Func<int> length)
    {
        var inspector = new MediaInspector();
        for (var rest = bytes.AsSpan(); !rest.IsEmpty;)
        {
            var piece = Math.Min(rest.Length, length());
            inspector.Feed(rest[..piece]);
            rest = rest[piece..];
        }

        return inspector.Finish();
    }
}
