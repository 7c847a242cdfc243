using System.Text.Json.Serialization;
using Dragonfly.Core.Json;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>The formats that CAD may speak.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CadFormat>))]
public enum CadFormat
{
    /// <summary>Our own.</summary>
    Own,

    /// <summary>The Emergency Incident Data Object of NENA-STA-021.</summary>
    Eido,

    /// <summary>An event of Genetec's CAD Push service.</summary>
    CadPush,
}
