using System.Buffers.Binary;
using System.IO.Compression;

namespace Dragonfly.Core.Bulletins.Images;

/// <summary>Counts a PNG's pixels, without keeping any: what inflates to less or more than they are is not one, however small it came.</summary>
internal static class PngPixels
{
    private const uint Largest = 0xFFF1;

    // As many sums as fit before they must be brought down again.
    private const int Run = 5_552;

    /// <summary>Whether the chunks inflate to so many bytes, exactly, and hold nothing behind them.</summary>
    public static bool AreWhole(IReadOnlyList<ReadOnlyMemory<byte>> chunks, long expected)
    {
        if (chunks.Sum(chunk => (long)chunk.Length) < 4) return false;
        using var inflated = new ZLibStream(new ChunkStream(chunks), CompressionMode.Decompress);
        var block = new byte[64 * 1024];
        var (total, low, high) = (0L, 1u, 0u);
        try
        {
            for (int read; (read = inflated.Read(block)) > 0;)
            {
                if ((total += read) > expected) return false;
                Add(block.AsSpan(0, read), ref low, ref high);
            }
        }
        catch (InvalidDataException)
        {
            return false;
        }

        return total == expected && EndsWith(chunks, (high << 16) | low);
    }

    // A zlib stream ends with the Adler-32 sum of what it holds: where that stands last, nothing stands behind it.
    private static bool EndsWith(IReadOnlyList<ReadOnlyMemory<byte>> chunks, uint sum)
    {
        Span<byte> last = stackalloc byte[4];
        var left = 4;
        for (var chunk = chunks.Count - 1; left > 0; chunk--)
        {
            for (var at = chunks[chunk].Length - 1; at >= 0 && left > 0; at--) last[--left] = chunks[chunk].Span[at];
        }

        return BinaryPrimitives.ReadUInt32BigEndian(last) == sum;
    }

    private static void Add(ReadOnlySpan<byte> bytes, ref uint low, ref uint high)
    {
        while (!bytes.IsEmpty)
        {
            var run = bytes[..Math.Min(Run, bytes.Length)];
            foreach (var value in run)
            {
                low += value;
                high += low;
            }

            low %= Largest;
            high %= Largest;
            bytes = bytes[run.Length..];
        }
    }

    private sealed class ChunkStream(IReadOnlyList<ReadOnlyMemory<byte>> chunks) : Stream
    {
        private int chunk;
        private int at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            while (chunk < chunks.Count && at == chunks[chunk].Length) (chunk, at) = (chunk + 1, 0);
            if (chunk == chunks.Count) return 0;
            var some = chunks[chunk].Span[at..];
            some = some[..Math.Min(some.Length, buffer.Length)];
            some.CopyTo(buffer);
            at += some.Length;
            return some.Length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
