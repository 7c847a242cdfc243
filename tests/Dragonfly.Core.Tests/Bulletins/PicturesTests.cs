using System.Buffers.Binary;
using Dragonfly.Conformance.Bulletins;
using Dragonfly.Core.Bulletins.Images;
using static Dragonfly.Conformance.Bulletins.TestPictures;

namespace Dragonfly.Core.Tests.Bulletins;

public sealed class PicturesTests
{
    private static readonly byte[] Scan = [0x12, 0x34, 0xFF, 0x00, 0xFF, 0xD3, 0x56];

    public static TheoryData<string, byte[]> Strangers => new()
    {
        { "nothing", [] },
        { "a page", "<!doctype html><title>me.jpg</title>"u8.ToArray() },
        { "a GIF", "GIF89a\x01\0\x01\0"u8.ToArray() },
        { "a WebP", "RIFF\x24\0\0\0WEBPVP8 "u8.ToArray() },
        { "half a signature", [0xFF, 0xD8] },
        { "a ZIP before a picture", [.. "PK\x03\x04"u8, .. Jpeg] },
    };

    [Fact]
    public void A_JPEG_loses_all_that_does_not_draw_it()
    {
        var dirty = JpegWith(
            Exif(1, true), Segment(0xE2, "ICC_PROFILE secret"u8), Segment(0xE1, "http://ns.adobe.com/xap/1.0/ secret"u8), Segment(0xFE, "secret comment"u8), Segment(0xED, "Photoshop secret"u8));
        var clean = Clean([.. dirty, .. "secret trailer"u8]);
        clean.ShouldBe(Clean(Jpeg));
        clean.AsSpan().IndexOf("secret"u8).ShouldBe(-1);
        clean.AsSpan().IndexOf("Lavc"u8).ShouldBe(-1, "the encoder's comment");
        clean.AsSpan().IndexOf("JFIF"u8).ShouldBe(-1);
        clean[2..].ShouldBe(Jpeg[(2 + 18 + 18)..], "from the first table on it is what it was");
    }

    [Theory]
    [InlineData(1, true, false)]
    [InlineData(2, true, true)]
    [InlineData(6, true, true)]
    [InlineData(6, false, true)]
    [InlineData(8, false, true)]
    [InlineData(9, false, false)]
    public void How_a_JPEG_lies_is_kept_and_nothing_else_of_what_a_phone_says(ushort orientation, bool littleEndian, bool kept)
    {
        var clean = Clean(JpegWith(Exif(orientation, littleEndian)));
        clean.AsSpan().IndexOf("secret"u8).ShouldBe(-1);
        clean.AsSpan().IndexOf("Exif"u8).ShouldBe(kept ? 6 : -1);
        if (!kept) return;
        BinaryPrimitives.ReadUInt16BigEndian(clean.AsSpan(4)).ShouldBe((ushort)34);
        BinaryPrimitives.ReadUInt16BigEndian(clean.AsSpan(30)).ShouldBe(orientation);
        clean[38..].ShouldBe(Clean(Jpeg)[2..]);
    }

    [Fact]
    public void How_a_JPEGs_colors_are_coded_is_kept()
    {
        var clean = Clean(JpegWith(Segment(0xEE, [.. "Adobe"u8, 0, 101, 1, 2, 3, 4, 2, .. "secret"u8])));
        clean[2..18].ShouldBe(Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 2]));
        clean[18..].ShouldBe(Clean(Jpeg)[2..]);
    }

    [Fact]
    public void A_progressive_JPEG_keeps_its_scans()
    {
        byte[] picture = [0xFF, 0xD8, .. Frame(0xC2), .. ScanHead, .. Scan, .. Segment(0xFE, "secret"u8), .. ScanHead, .. Scan, 0xFF, 0xFF, 0xD9];
        Clean(picture).ShouldBe([0xFF, 0xD8, .. Frame(0xC2), .. ScanHead, .. Scan, .. ScanHead, .. Scan, 0xFF, 0xD9]);
        byte[] scans = [.. Enumerable.Range(0, 101).SelectMany(_ => (byte[])[.. ScanHead, .. Scan])];
        FaultIn([0xFF, 0xD8, .. Frame(0xC2), .. scans, 0xFF, 0xD9]).ShouldBe(PictureFault.Broken);
    }

    [Fact]
    public void A_JPEG_that_browsers_do_not_show_is_not_taken() =>
        FaultIn([0xFF, 0xD8, .. Frame(0xC3), .. ScanHead, .. Scan, 0xFF, 0xD9]).ShouldBe(PictureFault.Unsupported);

    [Fact]
    public void A_JPEG_has_so_many_pixels_at_the_most_and_one_at_least()
    {
        FaultIn([0xFF, 0xD8, .. Frame(0xC0, 10_000, 5_000), .. ScanHead, .. Scan, 0xFF, 0xD9]).ShouldBeNull();
        FaultIn([0xFF, 0xD8, .. Frame(0xC0, 10_000, 5_001), .. ScanHead, .. Scan, 0xFF, 0xD9]).ShouldBe(PictureFault.TooLarge);
        FaultIn([0xFF, 0xD8, .. Frame(0xC0, 0, 5_000), .. ScanHead, .. Scan, 0xFF, 0xD9]).ShouldBe(PictureFault.Broken);
    }

    [Fact]
    public void There_is_no_room_for_anything_else_in_a_JPEGs_tables()
    {
        FaultIn(JpegWith(Segment(0xDB, [.. new byte[65], 1, 2, 3]))).ShouldBe(PictureFault.Broken);
        FaultIn(JpegWith(Segment(0xC4, [.. new byte[17], 1]))).ShouldBe(PictureFault.Broken);
        FaultIn(JpegWith(Segment(0xDD, [0, 1, 2]))).ShouldBe(PictureFault.Broken);
        FaultIn([0xFF, 0xD8, .. Segment(0xC0, [8, 0, 1, 0, 1, 1, 1, 17, 0, 99]), .. ScanHead, .. Scan, 0xFF, 0xD9]).ShouldBe(PictureFault.Broken);
        FaultIn([0xFF, 0xD8, .. Frame(0xC0), .. Segment(0xDA, [1, 1, 0, 0, 63, 0, 99]), .. Scan, 0xFF, 0xD9]).ShouldBe(PictureFault.Broken);
    }

    [Fact]
    public void A_PNG_loses_all_that_does_not_draw_it()
    {
        byte[][] colors = [Chunk("gAMA", 0, 0, 177, 143), Chunk("sRGB", 0), Chunk("cHRM", new byte[32]), Chunk("tRNS", 0, 1)];
        byte[][] chatter =
        [
            Chunk("tEXt", "Author\0secret"u8), Chunk("iTXt", "secret"u8), Chunk("zTXt", "secret"u8), Chunk("eXIf", "secret"u8), Chunk("tIME", new byte[7]), Chunk("pHYs", new byte[9]),
            Chunk("iCCP", "secret"u8), Chunk("acTL", new byte[8]), Chunk("prVt", "secret"u8), Chunk("gAMA", "secret"u8),
        ];
        var clean = Clean([.. Png(32, 16, [.. colors, .. chatter]), .. "secret trailer"u8]);
        clean.ShouldBe(Png(32, 16, colors));
        Clean(Png()).ShouldBe(Png());
    }

    [Theory]
    [InlineData(1, 0, 5, 3, 6)]
    [InlineData(16, 6, 5, 3, 123)]
    [InlineData(8, 2, 5, 3, 48)]
    [InlineData(4, 3, 5, 3, 12)]
    [InlineData(8, 4, 5, 3, 33)]
    public void A_PNGs_pixels_are_counted_by_depth_and_colors(byte depth, byte colors, uint width, uint height, int bytes)
    {
        FaultIn(Of(depth, colors, width, height, 0, bytes)).ShouldBeNull();
        FaultIn(Of(depth, colors, width, height, 0, bytes - 1)).ShouldBe(PictureFault.Broken);
        FaultIn(Of(depth, colors, width, height, 0, bytes + 1)).ShouldBe(PictureFault.Broken);
    }

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(8, 8, 79)]
    [InlineData(5, 3, 22)]
    public void And_of_one_that_comes_in_passes_by_these(uint width, uint height, int bytes)
    {
        FaultIn(Of(8, 0, width, height, 1, bytes)).ShouldBeNull();
        FaultIn(Of(8, 0, width, height, 1, bytes - 1)).ShouldBe(PictureFault.Broken);
    }

    [Fact]
    public void What_inflates_to_more_than_the_pixels_is_not_read_on()
    {
        var bomb = PngOf(32, 16, Deflated(new byte[400_000_000]));
        bomb.Length.ShouldBeLessThan(500_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        FaultIn(bomb).ShouldBe(PictureFault.Broken);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2_000_000);
    }

    [Theory]
    [InlineData(10_000, 5_001, 0)]
    [InlineData(8_000, 6_000, 6)]
    [InlineData(2_000_000_000, 2_000_000_000, 6)]
    public void A_PNG_that_says_it_is_huge_is_not_read_at_all(uint width, uint height, byte colors) =>
        FaultIn([.. PngSignature, .. Header(width, height, 16, colors, 0), .. Chunk("IDAT", Deflated([0])), .. Chunk("IEND")]).ShouldBe(PictureFault.TooLarge);

    [Fact]
    public void Nothing_hides_behind_a_PNGs_pixels() => FaultIn(PngOf(32, 16, [.. Deflated(new byte[16 * 33]), .. "secret"u8])).ShouldBe(PictureFault.Broken);

    [Fact]
    public void A_PNGs_pixels_may_lie_in_many_chunks_but_together()
    {
        var stream = Deflated(new byte[16 * 33]);
        byte[] parts = [.. stream.Chunk(2).SelectMany(part => Chunk("IDAT", part)), .. Chunk("IDAT")];
        FaultIn([.. PngSignature, .. Header(32, 16, 8, 0, 0), .. parts, .. Chunk("IEND")]).ShouldBeNull();
        FaultIn([.. PngSignature, .. Header(32, 16, 8, 0, 0), .. Chunk("IDAT", stream[..9]), .. Chunk("tEXt", 1), .. Chunk("IDAT", stream[9..]), .. Chunk("IEND")]).ShouldBe(PictureFault.Broken);
    }

    [Fact]
    public void A_PNG_with_a_wrong_sum_or_a_strange_part_is_broken()
    {
        var wrong = Png();
        wrong[^1] ^= 1;
        FaultIn(wrong).ShouldBe(PictureFault.Broken);
        FaultIn(Png(32, 16, Chunk("ABCD", 1))).ShouldBe(PictureFault.Broken);
        FaultIn(Png(32, 16, Header(32, 16, 8, 0, 0))).ShouldBe(PictureFault.Broken);
        FaultIn([.. PngSignature, .. Chunk("tEXt", 1), .. Header(32, 16, 8, 0, 0)]).ShouldBe(PictureFault.Broken);
        FaultIn([.. PngSignature, .. Header(32, 16, 8, 0, 0), .. Chunk("IEND")]).ShouldBe(PictureFault.Broken);
    }

    [Theory]
    [MemberData(nameof(Strangers))]
    public void What_is_no_picture_by_its_content_is_not_taken(string what, byte[] file) => FaultIn(file).ShouldBe(PictureFault.NotAPicture, what);

    [Fact]
    public void A_picture_that_breaks_off_anywhere_is_not_taken()
    {
        for (var length = 3; length < Jpeg.Length; length++) FaultIn(Jpeg[..length]).ShouldNotBeNull();
        var png = Png();
        for (var length = 8; length < png.Length; length++) FaultIn(png[..length]).ShouldNotBeNull();
    }

    [Fact]
    public void Whatever_is_done_to_a_picture_it_is_refused_or_what_comes_out_is_clean()
    {
        var random = new Random(20261126);
        byte[][] pictures = [JpegWith(Exif(6, true), Segment(0xFE, "secret"u8)), Png(32, 16, Chunk("tEXt", "secret"u8))];
        for (var round = 0; round < 20_000; round++)
        {
            byte[] file = [.. pictures[round % 2]];
            for (var change = random.Next(1, 4); change > 0; change--) file[random.Next(file.Length)] = (byte)random.Next(256);
            var clean = Pictures.Clean(file);
            if (clean.Fault is null) Clean(clean.Content.ToArray()).ShouldBe(clean.Content.ToArray());
        }
    }

    private static byte[] ScanHead { get; } = Segment(0xDA, 1, 1, 0, 0, 63, 0);

    private static byte[] Frame(byte marker, ushort width = 8, ushort height = 8) => Segment(marker, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 17, 0);

    private static byte[] Of(byte depth, byte colors, uint width, uint height, byte interlace, int bytes) =>
        [.. PngSignature, .. Header(width, height, depth, colors, interlace), .. Chunk("PLTE", 0, 0, 0), .. Chunk("IDAT", Deflated(new byte[bytes])), .. Chunk("IEND")];

    private static byte[] Clean(byte[] file)
    {
        var clean = Pictures.Clean(file);
        clean.Fault.ShouldBeNull();
        return clean.Content.ToArray();
    }

    private static string? FaultIn(byte[] file) => Pictures.Clean(file).Fault;
}
