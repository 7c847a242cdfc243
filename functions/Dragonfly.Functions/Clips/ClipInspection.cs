using System.Buffers;
using System.Security.Cryptography;
using Dragonfly.Core.Clips;

namespace Dragonfly.Functions.Clips;

/// <summary>Reads a file once, from its beginning to its end, a piece at a time: how long it is, its hash, and what it is by its content.</summary>
internal static class ClipInspection
{
    private const int PieceBytes = 1 << 18;

    /// <summary>Reads it.</summary>
    /// <returns>What it is, and what is wrong with it as a file; null when nothing is.</returns>
    /// <exception cref="IOException">It broke off.</exception>
    public static async Task<(ClipContent Content, string? Fault)> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (inspector, length) = (new MediaInspector(), 0L);
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceBytes), next = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            // The next piece is fetched while this one is hashed.
            for (var read = await stream.ReadAsync(piece, cancellation); read > 0; (piece, next) = (next, piece))
            {
                var fetching = stream.ReadAsync(next, cancellation);
                Take(piece.AsSpan(0, read));
                read = await fetching;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
            ArrayPool<byte>.Shared.Return(next);
        }

        var facts = inspector.Finish();
        var content = new ClipContent(length, facts.ContentType ?? "application/octet-stream", Convert.ToHexStringLower(hash.GetHashAndReset()), facts.Seconds);
        return (content, facts.Fault);

        void Take(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            inspector.Feed(bytes);
            length += bytes.Length;
        }
    }
}
