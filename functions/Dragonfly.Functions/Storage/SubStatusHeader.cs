using System.Globalization;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Storage;

/// <summary>The header that says more than the status does.</summary>
internal static class SubStatusHeader
{
    /// <summary>The substatus of an answer; 0 when it has none.</summary>
    public static int SubStatus(this Headers headers) => int.TryParse(headers["x-ms-substatus"], NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : 0;
}
