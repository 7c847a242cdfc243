using System.Text.Json.Serialization;

namespace Dragonfly.Functions.Storage;

/// <summary>An item, and at which version it was found.</summary>
internal sealed record ItemVersion(string Id, [property: JsonPropertyName("_etag")] string ETag);
