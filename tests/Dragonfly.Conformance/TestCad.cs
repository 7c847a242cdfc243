using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Core.Places;

namespace Dragonfly.Conformance;

/// <summary>Messages from a CAD system.</summary>
public static class TestCad
{
    /// <summary>Where things happen: downtown Chattanooga.</summary>
    public static GeoPoint Downtown { get; } = new(35.0456, -85.3097);

    /// <summary>A moment to start from.</summary>
    public static DateTimeOffset Noon { get; } = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A robbery downtown is reported, or something else of it.</summary>
    public static ReceiveMessage Message(
        string number, DateTimeOffset at, CadStatus status = CadStatus.Active, string? callType = "ROBBERY", GeoPoint? place = null, string? address = "701 Broad St")
    {
        var message = new CadMessage(
            number,
            $"{number}/{at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}/{status}",
            at.ToOffset(TimeSpan.FromHours(-4)),
            callType,
            status,
            new("2", "local"),
            new(place ?? Downtown, LocationKind.CurrentIncident, 25, address),
            "B7",
            [new("A12"), new("A14", "Enroute")],
            at.AddSeconds(-30),
            null);
        return new(message, Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(message, CoreJson.Default.CadMessage))));
    }
}
