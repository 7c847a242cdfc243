using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>Reads the fields of one JSON object strictly, and collects every fault instead of stopping at the first.</summary>
/// <param name="json">An object.</param>
/// <param name="path">Its JSON path.</param>
/// <param name="errors">Where faults go; null when nobody wants to know.</param>
public readonly struct FieldReader(JsonElement json, string path, ImmutableArray<FieldError>.Builder? errors)
{
    private const int MostFaults = 100;

    /// <summary>A member whose name is longer is not named in a fault.</summary>
    public const int MostNameLength = 64;

    private static readonly DateTimeOffset LongAgo = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The object.</summary>
    public JsonElement Json => json;

    /// <summary>The same object, of which no fault is noted.</summary>
    public FieldReader Silently => new(json, path, null);

    /// <summary>Whether the object says anything about a field; null says nothing.</summary>
    public bool Has(string name) => json.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null;

    /// <summary>A text of at most <paramref name="most"/> characters without control characters, trimmed.</summary>
    public string? Text(string name, int most, bool required = false)
    {
        if (Get(name, required) is not { } value) return null;
        if (value.ValueKind is not JsonValueKind.String) return Fail<string>(name, "wrongType", "must be a string");
        return StringOf(value) is { } given ? Text(name, most, given) : Fail<string>(name, "notUnicode", "must be Unicode text");
    }

    /// <summary>The same of a text that came by another way and stands for the field.</summary>
    public string? Text(string name, int most, string given)
    {
        var text = given.Trim();
        if (text.Length == 0) return Fail<string>(name, "empty", "must not be empty");
        if (text.Length > most) return Fail<string>(name, "tooLong", $"must have at most {most} characters");
        return text.Any(char.IsControl) ? Fail<string>(name, "controlCharacter", "must not hold control characters") : text;
    }

    /// <summary>A text that is a document of its own, line breaks and all, of at most <paramref name="mostBytes"/> as it is written in JSON.</summary>
    public string? Document(string name, int mostBytes)
    {
        if (Get(name, required: false) is not { } value) return null;
        if (value.ValueKind is not JsonValueKind.String) return Fail<string>(name, "wrongType", "must be a string");
        if (JsonMarshal.GetRawUtf8Value(value).Length > mostBytes) return Fail<string>(name, "tooLong", $"must have at most {mostBytes} bytes");
        return StringOf(value) ?? Fail<string>(name, "notUnicode", "must be Unicode text");
    }

    /// <summary>The texts of an array, each with the name that a fault of it goes by. A text that stands alone passes for an array of one.</summary>
    public IEnumerable<(string Name, string Text)> Texts(string name, int most)
    {
        if (Get(name, required: false) is not { } value) yield break;
        if (value.ValueKind is not JsonValueKind.Array)
        {
            if (Text(name, most) is { } alone) yield return (name, alone);
            yield break;
        }

        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            var one = $"{name}[{index}]";
            if (item.ValueKind is not JsonValueKind.String) Add(one, "wrongType", "must be a string");
            else if (StringOf(item) is not { } given) Add(one, "notUnicode", "must be Unicode text");
            else if (Text(one, most, given) is { } text) yield return (one, text);
        }
    }

    /// <summary>A text, or a number kept as the text it was written with.</summary>
    public string? TextOrNumber(string name, int most, bool required = false) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number ? Text(name, most, value.GetRawText()) : Text(name, most, required);

    /// <summary>A number within bounds.</summary>
    public double? Number(string name, double least, double most, bool required = false)
    {
        if (Get(name, required) is not { } value) return null;
        if (value.ValueKind is not JsonValueKind.Number) return FailValue<double>(name, "wrongType", "must be a number");
        var number = value.TryGetDouble(out var parsed) ? parsed : double.NaN;
        return number >= least && number <= most ? number : FailValue<double>(name, "outOfRange", $"must be {least} to {most}");
    }

    /// <summary>A whole number within bounds, however it is written: 30, 30.0 and 3e1 are one.</summary>
    public int? Whole(string name, int least, int most, bool required = false)
    {
        if (Get(name, required) is not { } value) return null;
        if (value.ValueKind is not JsonValueKind.Number) return FailValue<int>(name, "wrongType", "must be a number");
        return value.TryGetDouble(out var whole) && double.IsInteger(whole) && whole >= least && whole <= most ? (int)whole : FailValue<int>(name, "outOfRange", $"must be a whole number from {least} to {most}");
    }

    /// <summary>A moment that has been: ISO 8601 with an offset, after the year 2000 and at most five minutes ahead of our clock. UTC comes out.</summary>
    /// <param name="name">The field.</param>
    /// <param name="now">Our clock.</param>
    /// <param name="required">Whether it is a fault to say nothing.</param>
    /// <param name="isUtc">Whether a time without an offset is taken for UTC, because the field's name says so.</param>
    public DateTimeOffset? Time(string name, DateTimeOffset now, bool required = false, bool isUtc = false) =>
        Moment(name, required, isUtc) is not { } time ? null
        : time > now.AddMinutes(5) ? FailValue<DateTimeOffset>(name, "futureTime", "must not be in the future") : time;

    /// <summary>A moment, past or to come: ISO 8601 with an offset, after the year 2000. UTC comes out.</summary>
    /// <param name="name">The field.</param>
    /// <param name="required">Whether it is a fault to say nothing.</param>
    /// <param name="isUtc">Whether a time without an offset is taken for UTC, because the field's name says so.</param>
    public DateTimeOffset? Moment(string name, bool required = false, bool isUtc = false)
    {
        if (Get(name, required) is not { } value) return null;
        if (value.ValueKind is not JsonValueKind.String) return FailValue<DateTimeOffset>(name, "wrongType", "must be a string");
        if (!value.TryGetDateTimeOffset(out var time)) return FailValue<DateTimeOffset>(name, "notATime", "must be an ISO 8601 time with an offset");
        if (!HasOffset(value.GetString()!))
        {
            if (!isUtc) return FailValue<DateTimeOffset>(name, "noOffset", "must carry an offset, such as Z or -05:00");
            time = new(value.GetDateTime(), TimeSpan.Zero); // The parser took it for a time of this machine's zone.
        }

        return time < LongAgo ? FailValue<DateTimeOffset>(name, "absurdTime", "must not be before the year 2000") : time.ToUniversalTime();
    }

    /// <summary>A member of a registry, by its name in any case.</summary>
    public TEnum? Member<TEnum>(string name, bool required = false) where TEnum : struct, Enum
    {
        if (Text(name, 64, required) is not { } text) return null;
        return MemberOf<TEnum>(text)
            ?? FailValue<TEnum>(name, $"unknown{char.ToUpperInvariant(name[0])}{name[1..]}", $"must be one of {string.Join(", ", Enum.GetNames<TEnum>())}");
    }

    /// <summary>The member of a registry that a text names in any case; null when it names none. A number names none.</summary>
    public static TEnum? MemberOf<TEnum>(string text) where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(text, ignoreCase: true, out var member) && Enum.GetName(member)?.Equals(text, StringComparison.OrdinalIgnoreCase) is true ? member : null;

    /// <summary>What can do without being right: null when it is at fault, which is not noted.</summary>
    public T? Leniently<T>(Func<FieldReader, T?> read) where T : class
    {
        var faults = ImmutableArray.CreateBuilder<FieldError>(0);
        var value = read(new(json, path, faults));
        return faults.Count == 0 ? value : null;
    }

    /// <summary>An object inside this one.</summary>
    public FieldReader? Object(string name, bool required = false)
    {
        if (Get(name, required) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.Object) return Object(name, value);
        Add(name, "wrongType", "must be an object");
        return null;
    }

    /// <summary>An object inside this one that is at hand.</summary>
    public FieldReader Object(string name, JsonElement value) => new(value, $"{path}.{name}", errors);

    /// <summary>The objects of an array; what is not one is noted.</summary>
    public IEnumerable<FieldReader> Objects(string name, bool required = false) => Get(name, required) is { } value ? Objects(name, value) : [];

    /// <summary>The same of a member at hand: to look it up by its name again takes the longer, the more members there are.</summary>
    public IEnumerable<FieldReader> Objects(string name, JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Array)
        {
            Add(name, "wrongType", "must be an array of objects");
            yield break;
        }

        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            if (item.ValueKind is JsonValueKind.Object) yield return Object($"{name}[{index}]", item);
            else Add($"{name}[{index}]", "wrongType", "must be an object");
        }
    }

    /// <summary>At most 100 units, each a text or an object; null when the object says nothing.</summary>
    /// <param name="name">The field.</param>
    /// <param name="read">Reads a unit that is an object; null when it is at fault.</param>
    public ImmutableArray<CadUnit>? Units(string name, Func<FieldReader, CadUnit?> read)
    {
        if (Get(name, required: false) is not { } value) return null;
        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() > 100)
        {
            Add(name, "wrongType", "must be an array of at most 100 units");
            return null;
        }

        var units = ImmutableArray.CreateBuilder<CadUnit>();
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            var itemName = $"{name}[{index}]";
            if (item.ValueKind is JsonValueKind.Object)
            {
                if (read(new(item, $"{path}.{itemName}", errors)) is { } unit) units.Add(unit);
            }
            else if (item.ValueKind is not JsonValueKind.String)
            {
                Add(itemName, "wrongType", "must be a string or an object");
            }
            else if (StringOf(item) is not { } given)
            {
                Add(itemName, "notUnicode", "must be Unicode text");
            }
            else if (Text(itemName, CadUnit.MostCharacters, given) is { } id)
            {
                units.Add(new(id));
            }
        }

        return units.DrainToImmutable();
    }

    /// <summary>An area in GeoJSON; see <see cref="GeoJson"/>.</summary>
    public Area? Area(string name, bool required = false) => Get(name, required) is { } value ? GeoJson.Read(value, $"{path}.{name}", errors ?? ImmutableArray.CreateBuilder<FieldError>()) : null;

    /// <summary>Yes or no.</summary>
    public bool? Flag(string name)
    {
        if (Get(name, required: false) is not { } value) return null;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : FailValue<bool>(name, "wrongType", "must be true or false");
    }

    /// <summary>The texts of an array of at most <paramref name="mostItems"/>, each with the name that its faults go by; what is no text is noted and left out.</summary>
    public List<(string Name, string Text)> Texts(string name, int mostItems, int most, bool required = false)
    {
        var texts = new List<(string Name, string Text)>();
        if (Get(name, required) is not { } value) return texts;
        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() > mostItems)
        {
            Add(name, "wrongType", $"must be an array of at most {mostItems} strings");
            return texts;
        }

        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            var itemName = $"{name}[{index}]";
            if (item.ValueKind is not JsonValueKind.String) Add(itemName, "wrongType", "must be a string");
            else if (StringOf(item) is not { } given) Add(itemName, "notUnicode", "must be Unicode text");
            else if (Text(itemName, most, given) is { } text) texts.Add((itemName, text));
        }

        return texts;
    }

    /// <summary>The names of the object's members, in their order.</summary>
    public List<string> Names() => [.. json.EnumerateObject().Select(static member => member.Name)];

    /// <summary>Notes every member that has another name than these: a misspelt setting must not pass for one that was left out.</summary>
    public void KnowsOnly(params ReadOnlySpan<string> names)
    {
        foreach (var name in Names())
        {
            if (names.Contains(name)) continue;
            if (name.Length <= MostNameLength) Add(name, "unknownProperty", "is no property here");
            else AddHere("unknownProperty", "holds a property with a very long name");
        }
    }

    /// <summary>Notes a fault of the object itself.</summary>
    public void AddHere(string code, string detail)
    {
        if (errors?.Count < MostFaults) errors.Add(new(path, code, detail));
    }

    /// <summary>Notes a fault of a field, unless so many are noted that one more helps nobody.</summary>
    public void Add(string name, string code, string detail)
    {
        if (errors?.Count < MostFaults) errors.Add(new($"{path}.{name}", code, $"{name} {detail}"));
    }

    private static bool HasOffset(string time) => time.EndsWith('Z') || (time.Length > 6 && time[^6] is '+' or '-' && time[^3] is ':');

    // JSON can spell half of a surrogate pair, which the parser lets through and no string can hold.
    internal static string? StringOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private JsonElement? Get(string name, bool required)
    {
        if (Has(name)) return json.GetProperty(name);
        if (required) Add(name, "required", "is required");
        return null;
    }

    private T? Fail<T>(string name, string code, string detail) where T : class
    {
        Add(name, code, detail);
        return null;
    }

    private T? FailValue<T>(string name, string code, string detail) where T : struct
    {
        Add(name, code, detail);
        return null;
    }
}
