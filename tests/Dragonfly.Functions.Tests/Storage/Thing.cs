using Newtonsoft.Json;

namespace Dragonfly.Functions.Tests.Storage;

/// <summary>An item of the stand-in's tests.</summary>
public sealed record Thing(
    [property: JsonProperty("id")] string Id,
    [property: JsonProperty("owner")] string Owner,
    [property: JsonProperty("size", NullValueHandling = NullValueHandling.Ignore)] int? Size = null,
    [property: JsonProperty("name", NullValueHandling = NullValueHandling.Ignore)] string? Name = null,
    [property: JsonProperty("tags", NullValueHandling = NullValueHandling.Ignore)] IReadOnlyList<string>? Tags = null,
    [property: JsonProperty("ttl", NullValueHandling = NullValueHandling.Ignore)] int? Ttl = null,
    [property: JsonProperty("_etag", NullValueHandling = NullValueHandling.Ignore)] string? ETag = null);
