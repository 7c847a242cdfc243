using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Dragonfly.Local.Tests.City;

/// <summary>Reads YAML as the JSON that it stands for (YAML 1.2's core schema).</summary>
internal static class YamlJson
{
    public static JsonElement Read(Stream yaml)
    {
        using var reader = new StreamReader(yaml);
        var stream = new YamlStream();
        stream.Load(reader);
        return JsonSerializer.SerializeToElement(Node(stream.Documents.Single().RootNode));
    }

    private static JsonNode? Node(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Node(child.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Node)]),
        YamlScalarNode { Style: not ScalarStyle.Plain } text => text.Value,
        YamlScalarNode { Value: "true" } => true,
        YamlScalarNode { Value: "false" } => false,
        YamlScalarNode { Value: null or "" or "~" or "null" } => null,
        YamlScalarNode { Value: { } plain } => double.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : plain,
        _ => throw new InvalidDataException($"{node.NodeType} at line {node.Start.Line}"),
    };
}
