using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dragonfly.Conformance.Cad;

/// <summary>Breaks the sample messages in every way that is known to break readers. The same number always makes the same bytes.</summary>
public static class MessageMutator
{
    // Stand for what a JSON tree cannot hold, and are put in place when it has become text.
    private const string Lone = "-lone-surrogate-";
    private const string Deep = "-deep-";
    private const string Twice = "-twice-";

    private static readonly string[] Samples = [TestMessages.Own, TestMessages.CadPush, TestMessages.Eido, TestMessages.Eido];

    private static readonly string[] Names =
    [
        "number", "eventId", "$id", "$ref", "eidoVersion", "incidentComponent", "locationComponent", "locationReference", "locationByValue", "status", "state", "location", "latitude",
        "longitude", "messageTime", "transactionDateUtc", "eventEndTimeUtc", "lastUpdateTimeStamp", "units", "mergeComponent", "callType", "category", "kind", "", "\u0000", Lone,
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-0", "1", "-1", "0.5", "1e999", "-1e999", "1e-999", "90", "-90.0000001", "180", "-85.3097", "35.0456", "2147483648", "9223372036854775808",
        "123456789012345678901234567890123456789012345678901234567890123456789", "{}", "[]", "[[]]", "[null]", "[{}]", "{\"$ref\":\"urn:uuid:loc-caller\"}", "[{\"$ref\":\"\"}]", "\"\"", "\" \"",
        "\"Closed\"", "\"Open\"", "\"ReOpened\"", "[\"Closed\",7]", "\"ROBBERY\"", "\"ALIEN\"", "\"1.0\"", "\"NaN\"", "\"CurrentIncident\"", "\"TowerLocation\"", "\"2026-08-01T11:00:00Z\"",
        "\"2026-08-01T11:00:00\"", "\"0001-01-01T00:00:00\"", "\"9999-12-31T23:59:59.9999999+14:00\"", "\"2026-02-30T00:00:00Z\"", "\"urn:uuid:loc-incident\"", $"\"{Lone}\"", $"\"{Deep}\"",
        "\"\\u0000\"", "\"\\u0085\\u2028\\ufeff\"", "\"\\ud83d\\ude93\"", "\"e\\u0301\\u202e\"", "\"\\u0130i\\u0131I\"",
    ];

    private static readonly string[] XmlPieces =
    [
        "<!DOCTYPE x [<!ENTITY a \"b\">]>", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">", "&a;", "&amp;", "&#0;", "&#x110000;", "<!--", "-->", "<![CDATA[", "]]>", "<?x ?>", "<a>", "</a>", "<a/>", "</gp:geopriv>",
        "<gml:pos>1 2</gml:pos>", "<gml:pos/>", "<gs:radius/>", "<gs:Circle/>", "<gml:Polygon/>", "<ca:civicAddress/>", "<gp:location-info/>", "<dm:device/>", "xmlns=\"\"", "xmlns:gml=\"x\"", "NaN", "INF", "-",
        "1e999", ".", "\u0001", "\u0085", "\ufffe", "\ud83d\ude93", "  ", "\"", "'", "<", ">", "urn:ogc:def:crs:EPSG::4979", "urn:ietf:params:xml:ns:pidf:geopriv10:civicLoc", "srsName=\"\"",
    ];

    /// <summary>A broken message.</summary>
    public static byte[] Mutate(int number)
    {
        var random = new Random(number);
        var sample = Samples[random.Next(Samples.Length)];
        var kind = random.Next(10);
        var bytes = Encoding.UTF8.GetBytes(kind == 0 ? sample : InJson(sample, random));
        return kind is > 0 and < 9 ? bytes : InBytes(bytes, random);
    }

    private static string InJson(string sample, Random random)
    {
        var root = JsonNode.Parse(sample)!;
        for (var times = 1 + random.Next(4); times > 0; times--) Change(root, sample, random);
        var text = root.ToJsonString();
        text = text.Replace(Lone, random.Next(2) == 0 ? "\\ud800" : "\\udc00x").Replace(Twice, "");
        var depth = random.Next(5) switch { 0 => 5_000, 1 => 20, _ => 5 };
        text = text.Replace($"\"{Deep}\"", $"{new string('[', depth)}1{new string(']', depth)}");
        return random.Next(20) == 0 ? $"[{text},{text}]" : text;
    }

    private static void Change(JsonNode root, string sample, Random random)
    {
        var places = new List<(JsonNode Parent, string? Name, int Index)>();
        Collect(root, places);
        if (places is []) return;
        var (parent, name, index) = places[random.Next(places.Count)];
        var value = name is null ? parent.AsArray()[index] : parent.AsObject()[name];
        switch (random.Next(9))
        {
            case 0:
                if (name is null) parent.AsArray().RemoveAt(index);
                else parent.AsObject().Remove(name);
                break;
            case 1:
                if (name is null) parent.AsArray().Add(value?.DeepClone());
                else parent.AsObject()[$"{name}{Twice}"] = value?.DeepClone();
                break;
            case 2:
                var (other, otherName, otherIndex) = places[random.Next(places.Count)];
                Put((otherName is null ? other.AsArray()[otherIndex] : other.AsObject()[otherName])?.DeepClone());
                break;
            case 3:
                if (name is not null) parent.AsObject()[Names[random.Next(Names.Length)]] = value?.DeepClone();
                break;
            case 4:
                var donor = JsonNode.Parse(Samples[random.Next(Samples.Length)])!.AsObject().ToArray();
                if (root is JsonObject whole && donor[random.Next(donor.Length)] is var (given, gift)) whole[given] = gift?.DeepClone();
                break;
            case 5 or 6 when value is JsonValue said && said.GetValueKind() is JsonValueKind.String:
                Put(InText((string)said!, random));
                break;
            default:
                Put(JsonNode.Parse(Values[random.Next(Values.Length)]));
                break;
        }

        void Put(JsonNode? put)
        {
            if (name is null) parent.AsArray()[index] = put;
            else parent.AsObject()[name] = put;
        }
    }

    private static string InText(string text, Random random)
    {
        for (var times = 1 + random.Next(3); times > 0; times--)
        {
            var (from, piece) = (random.Next(text.Length + 1), XmlPieces[random.Next(XmlPieces.Length)]);
            var length = random.Next(Math.Min(40, text.Length - from) + 1);
            text = random.Next(8) switch
            {
                0 => text[..from],
                1 => text.Remove(from, length),
                2 => text.Insert(from, text.Substring(from, length)),
                3 when text.IndexOf('>', from) is >= 0 and var end => text.Insert(end + 1, piece),
                4 when text.IndexOf('"', from) is >= 0 and var start && text.IndexOf('"', start + 1) is >= 0 and var stop => $"{text[..(start + 1)]}{piece}{text[stop..]}",
                5 when text.IndexOfAny([.. "0123456789"], from) is >= 0 and var digit => text.Remove(digit, 1).Insert(digit, "-.9e "[random.Next(5)].ToString()),
                6 => text + new string("x <&0"[random.Next(5)], random.Next(300)),
                _ => text.Insert(from, piece),
            };
        }

        return text;
    }

    private static byte[] InBytes(byte[] bytes, Random random)
    {
        for (var times = 1 + random.Next(4); times > 0 && bytes.Length > 0; times--)
        {
            var from = random.Next(bytes.Length);
            var to = from + random.Next(Math.Min(64, bytes.Length - from) + 1);
            switch (random.Next(6))
            {
                case 0:
                    bytes[from] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[from] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes = bytes[..from];
                    break;
                case 3:
                    bytes = [.. bytes[..from], .. bytes[to..]];
                    break;
                case 4:
                    bytes = [.. bytes[..to], .. bytes[from..to], .. bytes[to..]];
                    break;
                default:
                    bytes[from] = (byte)"{}[]\",:\\0eE-+.\u007f"[random.Next(15)];
                    break;
            }
        }

        return bytes;
    }

    private static void Collect(JsonNode? node, List<(JsonNode Parent, string? Name, int Index)> places)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                places.Add((node, name, 0));
                Collect(value, places);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var (index, item) in items.Index())
            {
                places.Add((node, null, index));
                Collect(item, places);
            }
        }
    }
}
