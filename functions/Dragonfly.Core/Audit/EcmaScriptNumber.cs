using System.Globalization;

namespace Dragonfly.Core.Audit;

/// <summary>A double as ECMAScript prints it (ECMA-262, Number::toString): the fewest digits that read back as the same double.</summary>
internal static class EcmaScriptNumber
{
    private const int MaxDigits = 32;

    /// <summary>Writes a finite double.</summary>
    public static void Write(double value, ByteBuffer output)
    {
        if (value == 0)
        {
            output.Put((byte)'0');
            return;
        }

        Span<byte> room = stackalloc byte[MaxDigits];
        var (count, point) = ShortestDigits(Math.Abs(value), room);
        ReadOnlySpan<byte> digits = room[..count];
        if (value < 0) output.Put((byte)'-');
        switch (point)
        {
            case > 0 and <= 21 when count <= point:
                output.Put(digits);
                Zeros(point - count, output);
                break;
            case > 0 and <= 21:
                output.Put(digits[..point]);
                output.Put((byte)'.');
                output.Put(digits[point..]);
                break;
            case > -6 and <= 0:
                output.Put("0."u8);
                Zeros(-point, output);
                output.Put(digits);
                break;
            default:
                output.Put(digits[0]);
                if (count > 1) output.Put((byte)'.');
                output.Put(digits[1..]);
                output.Put(point > 0 ? "e+"u8 : "e-"u8);
                Exponent(Math.Abs(point - 1), output);
                break;
        }
    }

    // The runtime's "R" has the right digits in a layout of its own; point is where the decimal point stands, counted from the first digit.
    private static (int Count, int Point) ShortestDigits(double value, Span<byte> digits)
    {
        Span<byte> text = stackalloc byte[MaxDigits];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        text = text[..length];
        var e = text.IndexOf((byte)'E');
        var exponent = e < 0 ? 0 : int.Parse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var dot = mantissa.IndexOf((byte)'.');
        var (count, point) = (0, (dot < 0 ? mantissa.Length : dot) + exponent);
        foreach (var b in mantissa)
        {
            if (b == '.') continue;
            if (count == 0 && b == '0') point--;
            else digits[count++] = b;
        }

        while (digits[count - 1] == '0') count--;
        return (count, point);
    }

    private static void Zeros(int count, ByteBuffer output) => output.Grow(count).Fill((byte)'0');

    private static void Exponent(int value, ByteBuffer output)
    {
        Span<byte> text = stackalloc byte[3];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        output.Put(text[..length]);
    }
}
