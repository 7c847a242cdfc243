using System.Buffers.Binary;

namespace Dragonfly.Core.Clips.Media;

/// <summary>
/// MP4 and QuickTime: boxes (ISO/IEC 14496-12), wherever in the file the movie's own box stands and however large the pictures' is. That the file is whole shows in its boxes,
/// and in where the movie says that its pictures are. Of a movie in fragments, those that are missing at its end are not missed.
/// </summary>
/// <param name="contentType">Which of the two it is.</param>
internal sealed class BoxReader(string contentType) : MediaReader
{
    private const int Head = 8;
    private const int LongHead = 16;
    private const long Longest = 1L << 60;

    private readonly Nesting nesting = new();
    private readonly MovieFacts movie = new();
    private State state = State.Head;
    private uint type;
    private long next;
    private long tableEnd;
    private int entry;

    private enum State
    {
        Head,
        LongHead,
        MovieHeader,
        Extent,
        Handler,
        Table,
        Entries,
    }

    public override Want Start => Want.See(Head);

    protected override string ContentType => contentType;

    protected override double? Seconds => Plausible(movie.Seconds);

    protected override string? LastFault => movie.HasPictures ? null : MediaFacts.NoVideo;

    /// <summary>The media type of a file that begins so; null when no film does.</summary>
    public static string? KindOf(ReadOnlySpan<byte> start)
    {
        var brand = Number(start[8..]);
        return Number(start[4..]) switch
        {
            Boxes.FileType when brand == Boxes.QuickTime => "video/quicktime",
            Boxes.FileType => Boxes.IsPicture(brand) ? null : "video/mp4",
            Boxes.Movie or Boxes.MediaData or Boxes.Wide or Boxes.Preview => "video/quicktime",
            _ => null,
        };
    }

    public override Want Next(ReadOnlySpan<byte> bytes, long position)
    {
        switch (state)
        {
            case State.Head:
                return BoxHead(bytes, position);
            case State.LongHead:
                var size = BinaryPrimitives.ReadUInt64BigEndian(bytes);
                return size is < LongHead or > Longest ? Broken() : Box((long)size - LongHead, position);
            case State.MovieHeader:
                movie.ReadHeader(bytes);
                break;
            case State.Extent:
                movie.ReadExtent(bytes);
                break;
            case State.Handler:
                movie.HasPictures |= Number(bytes[8..]) == Boxes.Pictures;
                break;
            case State.Table:
                tableEnd = position + (Number(bytes[4..]) * (long)entry);
                return tableEnd > next ? Broken() : Entries(position);
            case State.Entries:
                for (; !bytes.IsEmpty; bytes = bytes[entry..]) movie.PlaysFrom(entry == 4 ? Number(bytes) : BinaryPrimitives.ReadUInt64BigEndian(bytes));
                return Entries(position);
        }

        return GoOn(position);
    }

    protected override bool IsWhole(long length) => movie.HasHeader && movie.LastAt < (ulong)length && nesting.EndsAt(length);

    private Want BoxHead(ReadOnlySpan<byte> bytes, long position)
    {
        nesting.LeaveAt(position - Head);
        if (position > nesting.End) return Broken();
        type = Number(bytes[4..]);
        switch (Number(bytes))
        {
            case 0: // It goes on to the end of the file.
                return nesting.IsOutermost && type == Boxes.MediaData ? Want.All : Broken();
            case 1:
                return See(State.LongHead, LongHead - Head);
            case var size:
                return size < Head ? Broken() : Box(size - Head, position);
        }
    }

    private Want Box(long size, long position)
    {
        next = position + size;
        if (next > nesting.End) return Broken();
        if (nesting.IsOutermost != (type == Boxes.Movie)) return GoOn(position);
        switch (type)
        {
            case Boxes.Movie or Boxes.Track or Boxes.Media or Boxes.MediaInformation or Boxes.SampleTable or Boxes.MovieExtends:
                return nesting.Enter(next) ? See(State.Head, Head) : Broken();
            case Boxes.MovieHeader:
                return Leaf(State.MovieHeader, 32, size);
            case Boxes.MovieExtendsHeader:
                return Leaf(State.Extent, (int)Math.Min(size, 12), Math.Max(size, 8));
            case Boxes.Handler:
                return Leaf(State.Handler, 12, size);
            case Boxes.ChunkOffsets or Boxes.LongChunkOffsets:
                entry = type == Boxes.ChunkOffsets ? 4 : 8;
                return Leaf(State.Table, 8, size);
            default:
                return GoOn(position);
        }
    }

    private Want Leaf(State following, int bytes, long size) => size < bytes ? Broken() : See(following, bytes);

    private Want Entries(long position) => position == tableEnd ? GoOn(position) : See(State.Entries, (int)Math.Min(MostBytes, tableEnd - position));

    private Want GoOn(long position)
    {
        state = State.Head;
        return new(next - position, Head);
    }

    private Want See(State following, int bytes)
    {
        state = following;
        return Want.See(bytes);
    }

    private static uint Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
