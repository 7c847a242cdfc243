using System.Diagnostics;
using System.Security.Cryptography;
using Dragonfly.Conformance.Media;
using Dragonfly.Core.Clips;

namespace Dragonfly.Local.Bench;

/// <summary>What looking at a file costs beside hashing it, which is the floor: 1 GB in pieces of 80 KB, by one thread.</summary>
internal static class MediaBench
{
    private const int Piece = 80 * 1024;
    private const int Pieces = 1024 * 1024 * 1024 / Piece;

    public static void Run()
    {
        var noise = new byte[Piece];
        new Random(1).NextBytes(noise);
        // As in a picture, where what looks like a mark is followed by a zero.
        for (var i = 1; i < noise.Length; i++)
            if (noise[i - 1] == 0xFF)
                noise[i] = 0;
        noise[^1] = 0;
        var tiny = Enumerable.Repeat<byte[]>([0, 0, 0, 8, .. "free"u8], Piece / 8).SelectMany(box => box).ToArray();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var floor = Measure(() =>
        {
            for (var i = 0; i < Pieces; i++) hash.AppendData(noise);
        });
        byte[] film = [0, 0, 0, 16, .. "ftypisom"u8, 0, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF, .. "mdat"u8];
        Report("a film, all in one box", floor, film, noise);
        Report("a picture that is noise", floor, TestMedia.Jpeg[..^2], noise);
        Report("nothing but tiny boxes, to do harm", floor, [0, 0, 0, 16, .. "ftypisom"u8, 0, 0, 0, 0], tiny);
    }

    private static void Report(string what, double floor, byte[] start, byte[] piece)
    {
        var seconds = Measure(() =>
        {
            var inspector = new MediaInspector();
            inspector.Feed(start);
            for (var i = 0; i < Pieces; i++) inspector.Feed(piece);
            inspector.Finish();
        });
        Console.WriteLine($"media     {1 / seconds,10:N1} GB/s {what}; {100 * seconds / floor:N1} % of what SHA-256 takes ({1 / floor:N2} GB/s)");
    }

    private static double Measure(Action run)
    {
        var best = double.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var start = Stopwatch.GetTimestamp();
            run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }
}
