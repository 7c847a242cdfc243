using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Events;

namespace Dragonfly.Local.Storage;

/// <summary>What the store writes as JSON beyond the domain's own types.</summary>
[JsonSerializable(typeof(ImmutableArray<FeedId>))]
[JsonSerializable(typeof(ImmutableArray<string>))]
[JsonSerializable(typeof(ImmutableArray<LogChange>))]
[JsonSerializable(typeof(string[][]))]
[JsonSerializable(typeof(Dictionary<string, long>))]
internal sealed partial class StoreJson : JsonSerializerContext;
