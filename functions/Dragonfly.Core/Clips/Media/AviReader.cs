using System.Buffers.Binary;

namespace Dragonfly.Core.Clips.Media;

/// <summary>AVI, with the further parts that OpenDML adds. What is in the lists of headers is looked at; pictures and indexes are passed over.</summary>
internal sealed class AviReader : MediaReader
{
    private const int Head = 8;
    private const int Kind = 4;
    private const int MainHeader = 20;
    private const int StreamHeader = 36;

    private readonly Nesting nesting = new();
    private State state = State.File;
    private long next;
    private bool hasMovie;
    private bool hasPictures;
    private double? seconds;
    private double? mainSeconds;

    private enum State
    {
        File,
        Chunk,
        List,
        MainHeader,
        StreamHeader,
    }

    public override Want Start => Want.See(Head + Kind);

    protected override string ContentType => "video/x-msvideo";

    protected override double? Seconds => seconds ?? mainSeconds;

    protected override string? LastFault => hasPictures ? null : MediaFacts.NoVideo;

    public override Want Next(ReadOnlySpan<byte> bytes, long position)
    {
        switch (state)
        {
            case State.File:
                // The size is filled in last: where there is none, whoever wrote it was cut short.
                nesting.Enter(Head + (long)Number(bytes, 4));
                return nesting.End <= position ? Broken(MediaFacts.Truncated) : See(State.Chunk, Head);
            case State.Chunk:
                return Chunk(bytes, position);
            case State.List when bytes.SequenceEqual("hdrl"u8) || bytes.SequenceEqual("strl"u8):
                return nesting.Enter(next) ? See(State.Chunk, Head) : Broken();
            case State.List:
                hasMovie |= bytes.SequenceEqual("movi"u8);
                break;
            case State.MainHeader:
                mainSeconds = Plausible(Number(bytes, 0) / 1e6 * Number(bytes, 16));
                break;
            case State.StreamHeader when bytes.StartsWith("vids"u8):
                hasPictures = true;
                if (Plausible((double)Number(bytes, 32) * Number(bytes, 20) / Number(bytes, 24)) is { } time) seconds = Math.Max(seconds ?? 0, time);
                break;
        }

        return GoOn(position);
    }

    protected override bool IsWhole(long length) => hasMovie && nesting.EndsAt(length);

    private Want Chunk(ReadOnlySpan<byte> bytes, long position)
    {
        nesting.LeaveAt(position - Head);
        var size = Number(bytes, 4);
        next = position + size + (size % 2);
        if (next == nesting.End + 1) next--; // Not every writer counts the byte that makes the last one even.
        if (next > nesting.End || (nesting.IsOutermost && !bytes.StartsWith("RIFF"u8))) return Broken();
        if (bytes.StartsWith("LIST"u8)) return Look(State.List, Kind, size);
        if (bytes.StartsWith("avih"u8)) return Look(State.MainHeader, MainHeader, size);
        return bytes.StartsWith("strh"u8) ? Look(State.StreamHeader, StreamHeader, size) : GoOn(position);
    }

    private Want Look(State following, int bytes, uint size) => size < bytes ? Broken() : See(following, bytes);

    private Want GoOn(long position)
    {
        state = State.Chunk;
        return new(next - position, Head);
    }

    private Want See(State following, int bytes)
    {
        state = following;
        return Want.See(bytes);
    }

    private static uint Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
