using System.Buffers.Binary;

namespace Dragonfly.Core.Clips.Media;

/// <summary>JPEG (ITU-T T.81): segments from SOI to EOI, with the picture in between. Zeros after it are let be, since cameras pad.</summary>
internal sealed class JpegReader : MediaReader
{
    private const byte Mark = 0xFF;

    private State state = State.Mark;
    private byte code;
    private bool framed;
    private bool drawn;

    private enum State
    {
        Mark,
        Code,
        Length,
        Picture,
        Padding,
    }

    public override Want Start => new(2, 1);

    protected override string ContentType => "image/jpeg";

    public override Want Next(ReadOnlySpan<byte> bytes, long position) => state switch
    {
        State.Mark => bytes[0] == Mark ? To(State.Code) : Broken(),
        State.Code => Code(bytes[0]),
        State.Length => Segment(BinaryPrimitives.ReadUInt16BigEndian(bytes)),
        State.Picture => bytes[0] is 0 or (>= 0xD0 and <= 0xD7) ? Picture(0) : Code(bytes[0]),
        _ => bytes[0] == 0 ? To(State.Padding) : Broken(),
    };

    protected override bool IsWhole(long length) => state is State.Padding;

    private Want Code(byte value)
    {
        code = value;
        switch (value)
        {
            case Mark: // One or more may stand before any code.
                return Want.See(1);
            case 0xD9:
                return framed && drawn ? To(State.Padding) : Broken();
            case 0 or 1 or (>= 0xD0 and <= 0xD8):
                return Broken();
            default:
                framed |= value is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
                return To(State.Length);
        }
    }

    private Want Segment(int length)
    {
        const int own = 2;
        if (length < own) return Broken();
        if (code is not 0xDA)
        {
            state = State.Mark;
            return new(length - own, 1);
        }

        drawn = true;
        return framed ? Picture(length - own) : Broken();
    }

    // In the picture's own bytes a mark and a zero stand for a byte like a mark.
    private Want Picture(int skip)
    {
        state = State.Picture;
        return new(skip, 1, Mark);
    }

    private Want To(State next)
    {
        state = next;
        return Want.See(next is State.Length ? 2 : 1);
    }
}
