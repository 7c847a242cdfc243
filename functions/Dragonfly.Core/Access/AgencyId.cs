using System.Text.Json.Serialization;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Access;

/// <summary>The agency whose CAD system or staff is speaking; always taken from the token, never from a body.</summary>
[JsonConverter(typeof(IdJsonConverter<AgencyId>))]
public readonly record struct AgencyId(string Value) : IId<AgencyId>, IComparable<AgencyId>
{
    /// <summary>By character code.</summary>
    public int CompareTo(AgencyId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public static AgencyId From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
