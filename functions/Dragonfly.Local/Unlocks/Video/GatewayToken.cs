using System.Security.Cryptography;
using System.Text;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Unlocks.Video;

/// <summary>
/// The fixed bearer token of the video gateway, made on the first start and kept in the data folder: whoever holds it opens and closes cameras, so it is no token
/// of the development issuer, which gives one to anybody who asks.
/// </summary>
internal static class GatewayToken
{
    public static string ReadOrMake(string dataFolder) => KeyFile.ReadOrMakeCode(Path.Combine(dataFolder, "video-gateway.token"));

    /// <summary>Whether a request carries it.</summary>
    public static bool Admits(string token, HttpRequest request) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes($"Bearer {token}"));
}
