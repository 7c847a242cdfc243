using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dragonfly.Conformance;
using Dragonfly.Conformance.Cad;
using Dragonfly.Core.Incidents.Cad;

namespace Dragonfly.Core.Tests.Incidents.Cad;

/// <summary>Sends messages, or changed copies of the sample ones, to the reader.</summary>
internal static class Sent
{
    public static CadReading Read(string json, CadFormat? format = null, string? key = null, params (string Local, string Code)[] codes)
    {
        using var document = JsonDocument.Parse(json);
        var table = new CodeTable(codes.ToImmutableSortedDictionary(code => code.Local, code => code.Code, StringComparer.Ordinal));
        var reading = CadReader.Read(document.RootElement, "$", format, new(new("cpd"), key, table, TestCad.Noon));
        (reading.Message is null).ShouldBe(!reading.Errors.IsEmpty);
        return reading;
    }

    /// <summary>The sample EIDO after a change.</summary>
    public static string Eido(Action<JsonObject> change) => Changed(TestMessages.Eido, change);

    /// <summary>The sample CAD Push event after a change.</summary>
    public static string CadPush(Action<JsonObject> change) => Changed(TestMessages.CadPush, change);

    public static string Changed(string sample, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(sample)!.AsObject();
        change(json);
        return json.ToJsonString();
    }

    public static JsonNode? Node(string json) => JsonNode.Parse(json);

    /// <summary>The message, which must be without fault.</summary>
    public static CadMessage Understood(this CadReading reading)
    {
        reading.Errors.ShouldBeEmpty();
        return reading.Message!;
    }

    /// <summary>There must be this fault and no other.</summary>
    public static void ShouldHaveOnly(this CadReading reading, string path, string code) =>
        reading.Errors.Select(error => (error.Path, error.Code)).ShouldHaveSingleItem().ShouldBe((path, code), reading.Errors[0].Detail);
}
