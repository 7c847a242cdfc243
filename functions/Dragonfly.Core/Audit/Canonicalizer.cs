using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Dragonfly.Core.Audit;

/// <summary>Writes canonical JSON into buffers that it keeps for the next text. Not for two threads at once.</summary>
internal sealed class Canonicalizer
{
    private readonly ByteBuffer output = new(1024);
    private readonly ByteBuffer names = new(256);
    private readonly List<Member> members = [];
    private readonly Comparison<Member> byName;
    private byte[] scratch = new byte[512];
    private byte[]? without;

    public Canonicalizer() => byName = (a, b) => CompareUtf16(NameOf(a), NameOf(b));

    /// <summary>The canonical form, which stands until the next call.</summary>
    /// <param name="json">The text.</param>
    /// <param name="without">The name of a property of the outermost object that is left out.</param>
    /// <exception cref="JsonException">There is none; see <see cref="CanonicalJson.Canonicalize"/>.</exception>
    public ReadOnlySpan<byte> Canonicalize(ReadOnlySpan<byte> json, byte[]? without = null)
    {
        this.without = without;
        output.Truncate(0);
        names.Truncate(0);
        members.Clear();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        Value(ref reader);
        reader.Read();
        return output.Written;
    }

    private void Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Object(ref reader);
                break;
            case JsonTokenType.StartArray:
                Array(ref reader);
                break;
            case JsonTokenType.String:
                Text(Unescaped(ref reader), reader.ValueIsEscaped);
                break;
            case JsonTokenType.Number:
                Number(reader.ValueSpan);
                break;
            default:
                output.Put(reader.ValueSpan);
                break;
        }
    }

    private void Array(ref Utf8JsonReader reader)
    {
        output.Put((byte)'[');
        for (var first = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; first = false)
        {
            if (!first) output.Put((byte)',');
            Value(ref reader);
        }

        output.Put((byte)']');
    }

    // Members are written as they come, and put in order once the last one is known: what is already in order is never moved.
    private void Object(ref Utf8JsonReader reader)
    {
        output.Put((byte)'{');
        var (firstMember, firstName, sorted) = (members.Count, names.Length, true);
        var (omitted, isOmitted) = (reader.CurrentDepth == 0 ? without : null, false);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (omitted is not null && reader.ValueTextEquals(omitted))
            {
                if (isOmitted) throw new JsonException("a property is named twice");
                isOmitted = true;
                reader.Read();
                reader.Skip();
                continue;
            }

            if (members.Count > firstMember) output.Put((byte)',');
            var start = output.Length;
            var name = Unescaped(ref reader);
            var nameStart = names.Length;
            names.Put(name);
            Text(name, reader.ValueIsEscaped);
            output.Put((byte)':');
            reader.Read();
            var member = members.Count;
            members.Add(new(nameStart, names.Length - nameStart, start, 0));
            Value(ref reader);
            members[member] = members[member] with { Length = output.Length - start };
            sorted = sorted && (member == firstMember || CompareUtf16(NameOf(members[member - 1]), NameOf(members[member])) < 0);
        }

        if (!sorted) Sort(CollectionsMarshal.AsSpan(members)[firstMember..]);
        members.RemoveRange(firstMember, members.Count - firstMember);
        names.Truncate(firstName);
        output.Put((byte)'}');
    }

    private void Sort(Span<Member> unsorted)
    {
        var start = unsorted[0].Start;
        var length = output.Length - start;
        unsorted.Sort(byName);
        var copied = Scratch(length);
        output.Written[start..].CopyTo(copied);
        output.Truncate(start);
        for (var i = 0; i < unsorted.Length; i++)
        {
            if (i > 0)
            {
                if (byName(unsorted[i - 1], unsorted[i]) == 0) throw new JsonException("a property is named twice");
                output.Put((byte)',');
            }

            output.Put(copied.Slice(unsorted[i].Start - start, unsorted[i].Length));
        }
    }

    private void Text(ReadOnlySpan<byte> text, bool mayNeedEscape)
    {
        output.Put((byte)'"');
        if (mayNeedEscape) Escape(text);
        else output.Put(text);
        output.Put((byte)'"');
    }

    private void Escape(ReadOnlySpan<byte> text)
    {
        foreach (var b in text)
        {
            switch (b)
            {
                case (byte)'"' or (byte)'\\':
                    output.Put([(byte)'\\', b]);
                    break;
                case (byte)'\b':
                    output.Put("\\b"u8);
                    break;
                case (byte)'\t':
                    output.Put("\\t"u8);
                    break;
                case (byte)'\n':
                    output.Put("\\n"u8);
                    break;
                case (byte)'\f':
                    output.Put("\\f"u8);
                    break;
                case (byte)'\r':
                    output.Put("\\r"u8);
                    break;
                case < 0x20:
                    output.Put("\\u00"u8);
                    output.Put([(byte)('0' + (b >> 4)), "0123456789abcdef"u8[b & 15]]);
                    break;
                default:
                    output.Put(b);
                    break;
            }
        }
    }

    private void Number(ReadOnlySpan<byte> literal)
    {
        if (EcmaScriptNumber.IsCanonical(literal))
        {
            output.Put(literal);
            return;
        }

        var value = double.Parse(literal, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value)) throw new JsonException("a number is greater than a double holds");
        EcmaScriptNumber.Write(value, output);
    }

    private ReadOnlySpan<byte> Unescaped(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Utf8.IsValid(reader.ValueSpan) ? reader.ValueSpan : throw new JsonException("text is not UTF-8");
        }

        var text = Scratch(reader.ValueSpan.Length);
        try
        {
            return text[..reader.CopyString(text)];
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("text is not Unicode", e);
        }
    }

    private Span<byte> Scratch(int length)
    {
        if (scratch.Length < length) scratch = new byte[Math.Max(length, 2 * scratch.Length)];
        return scratch.AsSpan(0, length);
    }

    private ReadOnlySpan<byte> NameOf(Member member) => names.Written.Slice(member.NameStart, member.NameLength);

    // UTF-8 sorts as code points do. UTF-16 sorts differently in one case: surrogates, which stand for U+10000 and up, come before U+E000 to U+FFFF.
    private static int CompareUtf16(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var same = a.CommonPrefixLength(b);
        if (same == a.Length || same == b.Length) return a.Length.CompareTo(b.Length);
        var (x, y) = (a[same], b[same]);
        return x >= 0xEE && y >= 0xEE && (x >= 0xF0) != (y >= 0xF0) ? y.CompareTo(x) : x.CompareTo(y);
    }

    private readonly record struct Member(int NameStart, int NameLength, int Start, int Length);
}
