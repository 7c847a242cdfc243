using System.Globalization;
using System.Text;
using System.Text.Json;
using Dragonfly.Core.Audit;

namespace Dragonfly.Core.Tests.Audit;

public sealed class CanonicalJsonTests
{
    // RFC 8785, appendix B.
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void Prints_doubles_as_ECMAScript_does(ulong bits, string expected)
    {
        var value = BitConverter.UInt64BitsToDouble(bits);
        Canonical(value.ToString("R", CultureInfo.InvariantCulture)).ShouldBe(expected);
        Canonical(value.ToString("E25", CultureInfo.InvariantCulture)).ShouldBe(expected);
        Canonical(expected).ShouldBe(expected);
    }

    [Theory]
    [InlineData("333333333.33333329", "333333333.3333333")]
    [InlineData("1E30", "1e+30")]
    [InlineData("4.50", "4.5")]
    [InlineData("2e-3", "0.002")]
    [InlineData("0.000000000000000000000000001", "1e-27")]
    [InlineData("1e21", "1e+21")]
    [InlineData("1e20", "100000000000000000000")]
    [InlineData("1e-7", "1e-7")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("0.0000012", "0.0000012")]
    [InlineData("0.00000123", "0.00000123")]
    [InlineData("-0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("1.0", "1")]
    [InlineData("10.0", "10")]
    [InlineData("100", "100")]
    [InlineData("-85.3097", "-85.3097")]
    [InlineData("999999999999999", "999999999999999")]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("-9223372036854775808", "-9223372036854776000")]
    [InlineData("18446744073709551615", "18446744073709552000")]
    public void Prints_numbers_as_ECMAScript_does(string json, string expected) => Canonical(json).ShouldBe(expected);

    [Theory]
    [InlineData("0.123456789012345")]
    [InlineData("0.000001234567")]
    [InlineData("123456789.01234")]
    [InlineData("0.1")]
    [InlineData("8007199254740.9")]
    public void A_decimal_passed_through_is_what_a_double_prints_as(string json)
    {
        EcmaScript(double.Parse(json, CultureInfo.InvariantCulture)).ShouldBe(json);
        Canonical(json).ShouldBe(json);
    }

    [Fact]
    public void What_is_passed_through_is_what_would_be_printed()
    {
        var random = new Random(1);
        for (var i = 0; i < 100_000; i++)
        {
            var digits = random.Next(1, 16);
            var text = random.NextInt64((long)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
            var point = random.Next(1, text.Length + 1);
            text = text[..point].TrimStart('0').PadLeft(1, '0') + (point < text.Length ? "." + text[point..] : "");
            Canonical(text).ShouldBe(EcmaScript(double.Parse(text, CultureInfo.InvariantCulture)), text);
        }
    }

    [Theory]
    [InlineData("""  { "b" : [ 1 , true , null , { } , [ ] ] , "a" : "x" }  """, """{"a":"x","b":[1,true,null,{},[]]}""")]
    [InlineData("""{"c":{"z":1,"y":{"q":1,"p":2}},"b":2,"a":3}""", """{"a":3,"b":2,"c":{"y":{"p":2,"q":1},"z":1}}""")]
    [InlineData("""[{"b":1,"a":2},{"a":1,"b":2}]""", """[{"a":2,"b":1},{"a":1,"b":2}]""")]
    [InlineData("""{"aa":1,"a":2,"":3,"A":4,"$type":5}""", """{"":3,"$type":5,"A":4,"a":2,"aa":1}""")]
    public void Sorts_properties_and_drops_white_space(string json, string expected) => Canonical(json).ShouldBe(expected);

    [Fact]
    public void Sorts_names_in_UTF_16_order()
    {
        const string Json = """{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""";
        using var sorted = JsonDocument.Parse(Canonical(Json));
        sorted.RootElement.EnumerateObject().Select(property => property.Value.GetString()).ShouldBe(
            ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"]);
    }

    [Fact]
    public void Follows_the_example_of_the_RFC() =>
        Canonical("""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """).ShouldBe("""{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""");

    [Fact]
    public void Escapes_only_what_must_be()
    {
        var all = new string([.. Enumerable.Range(0, 0xFFFE).Select(c => (char)c).Where(c => !char.IsSurrogate(c))]) + "\uFFFE\uFFFF🚓\U0010FFFF";
        var expected = new StringBuilder("\"");
        foreach (var c in all)
        {
            expected.Append(c switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\b' => @"\b",
                '\t' => @"\t",
                '\n' => @"\n",
                '\f' => @"\f",
                '\r' => @"\r",
                < ' ' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        var text = Canonical(JsonSerializer.Serialize(all));
        text.ShouldBe(expected.Append('"').ToString());
        Canonical(text).ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("[1,]")]
    [InlineData("01")]
    [InlineData("1e400")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"b":0,"a":1,"\u0061":2}""")]
    [InlineData("""["\ud800"]""")]
    public void What_has_no_canonical_form_is_refused(string json) => Should.Throw<JsonException>(() => Canonical(json));

    [Fact]
    public void Text_that_is_not_UTF_8_is_refused() => Should.Throw<JsonException>(() => CanonicalJson.Canonicalize([(byte)'"', 0xC3, (byte)'"']));

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(json)));

    // Never the short cut: a literal of more than fifteen digits is always printed anew.
    private static string EcmaScript(double value) => Canonical(value.ToString("E40", CultureInfo.InvariantCulture));
}
