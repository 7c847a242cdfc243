using System.Diagnostics;
using System.Security.Cryptography;
using Dragonfly.Core.Clips;
using Dragonfly.Emulators.Azurite;
using Dragonfly.Functions.Clips;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Local.Bench;

/// <summary>1 GB is put by a link, and read and hashed as a clip that has arrived is, from either store; against hashing alone. How much memory the process grows by meanwhile.</summary>
internal static class ClipBench
{
    private const long Length = 1_000_000_000;
    private const int PieceBytes = 1 << 18;

    private static readonly ClipBlob Blob = new(new(new string('c', 32)), 1);

    public static async Task RunAsync(string folder)
    {
        Floor();
        await using var app = await LocalApp.StartAsync(new("http://127.0.0.1:0", Path.Combine(folder, "data"), () => []) { HostsFunctions = false });
        await RunAsync("files", app.Web.Services.GetRequiredService<IClipStore>());
        if (Azurite.WhyNot is { } why)
        {
            Console.WriteLine($"blobs     not measured: {why}");
            return;
        }

        await using var azurite = await Azurite.StartAsync();
        using var blobs = new BlobClipStore(new(azurite.Endpoint, azurite.Key), null, TimeProvider.System);
        await blobs.EnsureAsync(default);
        await RunAsync("azurite", blobs);
    }

    private static void Floor()
    {
        var (piece, start) = (new byte[PieceBytes], Stopwatch.GetTimestamp());
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long done = 0; done < Length; done += PieceBytes) hash.AppendData(piece);
        Console.WriteLine($"floor     {Rate(start),6:N0} MB/s hashed from memory");
    }

    private static async Task RunAsync(string name, IClipStore store)
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var link = await store.LinkToWriteAsync(Blob, TimeProvider.System.GetUtcNow().AddHours(1), default);
        using var put = new HttpRequestMessage(HttpMethod.Put, link) { Content = new StreamContent(new Zeros(Length), PieceBytes), Headers = { { "x-ms-blob-type", "BlockBlob" }, { "If-None-Match", "*" } } };
        put.Content.Headers.ContentLength = Length;
        put.Content.Headers.ContentType = new("video/mp4");
        var (before, start) = (Resident(), Stopwatch.GetTimestamp());
        using (var answer = await http.SendAsync(put)) answer.EnsureSuccessStatusCode();
        Console.WriteLine($"{name,-9} {Rate(start),6:N0} MB/s put by a link; the process grew by {(Resident() - before) / 1_000_000.0:N0} MB");

        (before, start) = (Resident(), Stopwatch.GetTimestamp());
        var (peak, read) = (before, 0L);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var stream = (await store.OpenAsync(Blob, 0, default))!;
        byte[] piece = new byte[PieceBytes], next = new byte[PieceBytes];
        for (var got = await stream.ReadAsync(piece); got > 0; (piece, next) = (next, piece))
        {
            var fetching = stream.ReadAsync(next);
            hash.AppendData(piece, 0, got);
            if ((read += got) / 50_000_000 != (read - got) / 50_000_000) peak = Math.Max(peak, Resident());
            got = await fetching;
        }

        if (read != Length) throw new InvalidOperationException($"{read} bytes were read");
        Console.WriteLine($"{name,-9} {Rate(start),6:N0} MB/s read and hashed; the process grew by {(peak - before) / 1_000_000.0:N0} MB at the most");
    }

    private static double Rate(long start) => Length / 1_000_000.0 / Stopwatch.GetElapsedTime(start).TotalSeconds;

    private static long Resident()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }

    /// <summary>Nothing but zeros, without keeping them.</summary>
    private sealed class Zeros(long length) : Stream
    {
        private long position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => position; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, length - position);
            buffer[..count].Clear();
            position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
