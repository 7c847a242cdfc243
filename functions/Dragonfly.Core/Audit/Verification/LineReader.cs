using System.Text.Json;

namespace Dragonfly.Core.Audit.Verification;

/// <summary>
/// Looks at lines of an export one by one, which is nearly all the work there is, and can be done on as many threads as there are, each with a reader of its own. It
/// knows no events: whatever is in an entry, its hash must fit.
/// </summary>
public sealed class LineReader
{
    private static readonly byte[] HashName = "hash"u8.ToArray();

    private readonly Canonicalizer canonicalizer = new();

    /// <summary>What a line says.</summary>
    public LineFacts Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var envelope = Envelope.Of(line);
            return envelope.Kind is LineKind.Entry ? FactsOf(line, envelope) : new(envelope.Kind, 0, 0, null, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // The latter: text that is not Unicode.
        {
            return new(LineKind.Entry, 0, 0, null, null, FaultCode.Unreadable, "it is not JSON that an entry can be");
        }
    }

    private LineFacts FactsOf(ReadOnlySpan<byte> line, in Envelope envelope)
    {
        var computed = Digest.Of(canonicalizer.Canonicalize(line, HashName));
        Digest? stated = Digest.TryParse(envelope.Hash, out var hash) ? hash : null;
        Digest? previous = Digest.TryParse(envelope.PreviousHash, out var before) ? before : null;
        var facts = new LineFacts(LineKind.Entry, envelope.Sequence, envelope.At, previous, stated);
        if (envelope.Lost is { } lost) return facts with { Fault = FaultCode.FieldLost, Detail = $"it has lost its {lost}" };
        if (computed.Is(envelope.Hash)) return facts;
        return envelope.Added is { } added
            ? facts with { Fault = FaultCode.FieldAdded, Detail = $"it has got a field '{added}' that it was not written with" }
            : facts with { Fault = FaultCode.Changed, Detail = "something in it was changed, dropped or added since it was written: its hash does not fit" };
    }

    // What an entry says outside of its event.
    private ref struct Envelope
    {
        public LineKind Kind;
        public long Sequence;
        public long At;
        public ReadOnlySpan<byte> Hash;
        public ReadOnlySpan<byte> PreviousHash;
        public string? Lost;
        public string? Added;

        public static Envelope Of(ReadOnlySpan<byte> line)
        {
            var envelope = default(Envelope);
            var (fields, other) = (Field.None, LineKind.Entry);
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("an entry is an object");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var field = FieldOf(ref reader, ref other, ref envelope.Added);
                reader.Read();
                if (envelope.Take(field, ref reader)) fields |= field;
                reader.Skip();
            }

            envelope.Kind = fields == Field.None ? other : LineKind.Entry;
            envelope.Lost = fields == Field.All ? null : LostOf(fields);
            return envelope;
        }

        private bool Take(Field field, ref Utf8JsonReader reader)
        {
            switch (field)
            {
                case Field.Sequence:
                    return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out Sequence) && Sequence > 0;
                case Field.At:
                    var isTime = reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var at);
                    if (isTime) At = reader.GetDateTimeOffset().UtcTicks;
                    return isTime;
                case Field.Hash or Field.PreviousHash when reader is { TokenType: JsonTokenType.String, ValueIsEscaped: false }:
                    if (field is Field.Hash) Hash = reader.ValueSpan;
                    else PreviousHash = reader.ValueSpan;
                    return true;
                case Field.Event or Field.Origin:
                    return reader.TokenType == JsonTokenType.StartObject;
                default:
                    return false;
            }
        }

        private static Field FieldOf(ref Utf8JsonReader reader, ref LineKind other, ref string? added)
        {
            if (reader.ValueTextEquals("sequence"u8)) return Field.Sequence;
            if (reader.ValueTextEquals("at"u8)) return Field.At;
            if (reader.ValueTextEquals("origin"u8)) return Field.Origin;
            if (reader.ValueTextEquals("event"u8)) return Field.Event;
            if (reader.ValueTextEquals("previousHash"u8)) return Field.PreviousHash;
            if (reader.ValueTextEquals("hash"u8)) return Field.Hash;
            if (reader.ValueTextEquals("timeline"u8)) other = LineKind.Timeline;
            else if (reader.ValueTextEquals("dragonflyLog"u8)) other = LineKind.Header;
            else if (reader.ValueTextEquals("end"u8)) other = LineKind.End;
            added ??= reader.GetString();
            return Field.None;
        }

        private static string LostOf(Field fields) =>
            string.Join(" and ", Enum.GetValues<Field>().Where(field => field is not (Field.None or Field.All) && !fields.HasFlag(field)).Select(field => JsonNamingPolicy.CamelCase.ConvertName(field.ToString())));
    }

    [Flags]
    private enum Field
    {
        None = 0,
        Sequence = 1,
        At = 2,
        Origin = 4,
        Event = 8,
        PreviousHash = 16,
        Hash = 32,
        All = 63,
    }
}
