using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dragonfly.Core.Json;

/// <summary>Writes an enumeration's members as camel-case strings.</summary>
public sealed class CamelCaseEnumConverter<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;
