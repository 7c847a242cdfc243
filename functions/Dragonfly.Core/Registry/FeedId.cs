using System.Text.Json.Serialization;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Registry;

/// <summary>One camera's feed.</summary>
[JsonConverter(typeof(IdJsonConverter<FeedId>))]
public readonly record struct FeedId(string Value) : IId<FeedId>
{
    /// <inheritdoc/>
    public static FeedId From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A business, organization or agency that shares feeds.</summary>
[JsonConverter(typeof(IdJsonConverter<PartnerId>))]
public readonly record struct PartnerId(string Value) : IId<PartnerId>
{
    /// <inheritdoc/>
    public static PartnerId From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
