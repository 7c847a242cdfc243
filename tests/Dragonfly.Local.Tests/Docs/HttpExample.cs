using System.Text.Json;
using System.Text.RegularExpressions;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Docs;

/// <summary>A request or an answer as a page of the documentation shows it.</summary>
internal sealed partial record HttpExample(string Start, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Verb => Start.Split(' ')[0];

    public string Path => Start.Split(' ')[1];

    /// <summary>A page.</summary>
    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(HttpExample).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    /// <summary>Every exchange on a page, in order: each request is followed by its answer.</summary>
    public static IReadOnlyList<(HttpExample Request, HttpExample Answer)> ExchangesOn(string page)
    {
        var blocks = HttpBlock().Matches(page).Select(match => Parse(match.Groups[1].Value)).ToArray();
        (blocks.Length % 2).ShouldBe(0, "each request is followed by its answer");
        return [.. blocks.Chunk(2).Select(pair => (pair[0], pair[1]))];
    }

    /// <summary>This is the answer that came.</summary>
    public void ShouldBeAnsweredBy(Reply reply, HttpExample request)
    {
        $"HTTP/1.1 {reply.Status}".ShouldBe(Start[..12], $"{request.Start}\n{request.Body}\n{reply.Text}");
        if (Body.Length == 0) reply.Text.ShouldBeEmpty();
        else JsonElement.DeepEquals(reply.Json, JsonElement.Parse(Body)).ShouldBeTrue($"{request.Start} is answered\n{reply.Text}\nand not\n{Body}");
        if (Headers.TryGetValue("Content-Type", out var mediaType)) reply.MediaType.ShouldBe(mediaType);
    }

    private static HttpExample Parse(string block)
    {
        var parts = block.Split("\n\n", 2);
        var lines = parts[0].TrimEnd('\n').Split('\n');
        return new(lines[0], lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(header => header[0], header => header[1]), parts is [_, var body] ? body.TrimEnd('\n') : "");
    }

    [GeneratedRegex("^```http\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex HttpBlock();
}
