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

/// <summary>A place of a partner that has cameras.</summary>
[JsonConverter(typeof(IdJsonConverter<SiteId>))]
public readonly record struct SiteId(string Value) : IId<SiteId>, IComparable<SiteId>
{
    /// <summary>By character code.</summary>
    public int CompareTo(SiteId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public static SiteId From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A company that installs cameras.</summary>
[JsonConverter(typeof(IdJsonConverter<InstallerId>))]
public readonly record struct InstallerId(string Value) : IId<InstallerId>
{
    /// <inheritdoc/>
    public static InstallerId From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
