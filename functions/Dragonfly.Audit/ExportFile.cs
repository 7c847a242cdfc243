using System.Buffers;
using System.Runtime.CompilerServices;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Audit.Verification;

namespace Dragonfly.Audit;

/// <summary>Reads exports of any size: lines are looked at on every processor at once, a block of them at a time, and put together in their order.</summary>
public static class ExportFile
{
    private const int BlockBytes = 1 << 20;

    private static readonly int BlocksUnderWay = 2 * Environment.ProcessorCount;

    /// <summary>Verifies an export.</summary>
    /// <param name="stream">The export.</param>
    /// <param name="trusted">The keys that checkpoints must be signed with; null to believe those that it brings.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<LogReport> VerifyAsync(Stream stream, IReadOnlyList<CheckpointKey>? trusted, CancellationToken cancellation)
    {
        var verifier = new ExportVerifier(trusted);
        var underWay = new Queue<Task<Looked>>();
        await foreach (var block in BlocksAsync(stream, cancellation))
        {
            underWay.Enqueue(Task.Run(() => Look(block), cancellation));
            if (underWay.Count >= BlocksUnderWay) Take(await underWay.Dequeue(), verifier);
        }

        while (underWay.TryDequeue(out var next)) Take(await next, verifier);
        return verifier.Complete();
    }

    private static Looked Look(Block block)
    {
        var (reader, lines) = (new LineReader(), new List<(LineFacts, Range)>());
        ReadOnlySpan<byte> bytes = block.Bytes.AsSpan(0, block.Length);
        foreach (var range in bytes.Split((byte)'\n'))
        {
            var line = bytes[range];
            if (line.IndexOfAnyExcept((byte)' ', (byte)'\r') >= 0) lines.Add((reader.Read(line), range));
        }

        return new(block, lines);
    }

    private static void Take(Looked looked, ExportVerifier verifier)
    {
        foreach (var (facts, range) in looked.Lines) verifier.Add(facts, looked.Block.Bytes.AsSpan(0, looked.Block.Length)[range]);
        ArrayPool<byte>.Shared.Return(looked.Block.Bytes);
    }

    // Each ends with a line's end, or with the file.
    private static async IAsyncEnumerable<Block> BlocksAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (bytes, length) = (ArrayPool<byte>.Shared.Rent(BlockBytes), 0);
        for (int read; (read = await stream.ReadAsync(bytes.AsMemory(length), cancellation)) > 0;)
        {
            length += read;
            if (length < bytes.Length) continue;
            var whole = bytes.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
            var next = ArrayPool<byte>.Shared.Rent(whole == 0 ? 2 * length : BlockBytes);
            bytes.AsSpan(whole, length - whole).CopyTo(next);
            if (whole > 0) yield return new(bytes, whole);
            else ArrayPool<byte>.Shared.Return(bytes);
            (bytes, length) = (next, length - whole);
        }

        yield return new(bytes, length);
    }

    private sealed record Block(byte[] Bytes, int Length);

    private sealed record Looked(Block Block, List<(LineFacts Facts, Range Range)> Lines);
}
