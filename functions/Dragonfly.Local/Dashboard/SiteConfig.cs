using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dragonfly.Local.Dashboard;

/// <summary>What of <c>staticwebapp.config.json</c> this host keeps to: the headers that Azure Static Web Apps would send, so that a page works here under the same policy.</summary>
/// <param name="GlobalHeaders">On every file.</param>
/// <param name="Routes">On some; a route's own headers go before the global ones.</param>
internal sealed record SiteConfig(ImmutableDictionary<string, string>? GlobalHeaders, ImmutableArray<SiteRoute> Routes)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "staticwebapp.config.json";

    /// <summary>Reads it from the folder of a built dashboard.</summary>
    /// <exception cref="InvalidDataException">It is not there, or is no such file.</exception>
    public static SiteConfig Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, FileName)), SiteJson.Default.SiteConfig)!;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new InvalidDataException($"The dashboard in {folder} has no good {FileName}: build it again, or delete that folder.", e);
        }
    }

    /// <summary>The headers of a file.</summary>
    /// <param name="path">Its path from the root, such as <c>/assets/a.js</c>.</param>
    public IEnumerable<KeyValuePair<string, string>> HeadersOf(string path) =>
        (GlobalHeaders ?? []).Concat(Routes.IsDefault ? [] : Routes.Where(route => route.Covers(path)).SelectMany(route => route.Headers ?? []));
}

/// <summary>The headers of some files.</summary>
/// <param name="Route">A path, or all that begin with what stands before a <c>*</c> at its end.</param>
/// <param name="Headers">The headers.</param>
internal sealed record SiteRoute(string Route, ImmutableDictionary<string, string>? Headers)
{
    public bool Covers(string path) => Route.EndsWith('*') ? path.StartsWith(Route[..^1], StringComparison.Ordinal) : path == Route;
}

/// <summary>How it is read.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SiteConfig))]
internal sealed partial class SiteJson : JsonSerializerContext;
