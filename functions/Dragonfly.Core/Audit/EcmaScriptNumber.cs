using System.Globalization;

namespace Dragonfly.Core.Audit;

/// <summary>A double as ECMAScript prints it (ECMA-262, Number::toString): the fewest digits that read back as the same double.</summary>
internal static class EcmaScriptNumber
{
    private const int MaxDigits = 32;

    /// <summary>
    /// Whether a JSON number plainly stands as ECMAScript prints it, which says nothing of the others: it has no exponent, no zero at the end of a
    /// fraction, at most five at its beginning, and at most fifteen digits, of which no two different numbers are the same double.
    /// </summary>
    public static bool IsCanonical(ReadOnlySpan<byte> literal)
    {
        var magnitude = literal[0] == '-' ? literal[1..] : literal;
        if (magnitude.Length > 15) return false;
        var whole = magnitude.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (whole < 0) return literal is not [(byte)'-', (byte)'0'];
        var fraction = magnitude[(whole + 1)..];
        return magnitude[whole] == '.'
            && !fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && fraction[^1] != '0'
            && (magnitude[0] != '0' || fraction.IndexOfAnyExcept((byte)'0') <= 5);
    }

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
