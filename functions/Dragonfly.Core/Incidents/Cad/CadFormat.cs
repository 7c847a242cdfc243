using System.Text.Json.Serialization;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>The formats that CAD may speak.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CadFormat>))]
public enum CadFormat
{
    /// <summary>Our own.</summary>
    Own,
}
