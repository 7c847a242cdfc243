using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dragonfly.Core.Clips;

namespace Dragonfly.Local.Clips;

/// <summary>
/// Links to one file each, signed: what Blob Storage calls a shared access signature. A link says what may be done with it and until when, and nobody without the key can make one or
/// change what it says.
/// </summary>
/// <param name="key">The key that signs.</param>
/// <param name="clock">By whose time links end.</param>
internal sealed class ClipLinks(byte[] key, TimeProvider clock)
{
    /// <summary>May write the file, once.</summary>
    public const string Write = "c";

    /// <summary>May read it.</summary>
    public const string Read = "r";

    /// <summary>A link.</summary>
    /// <param name="root">The address of the server.</param>
    /// <param name="blob">The file.</param>
    /// <param name="permission"><see cref="Read"/> or <see cref="Write"/>.</param>
    /// <param name="until">When it ends.</param>
    /// <param name="saveAs">What a browser is told to save it as; null to show it.</param>
    public Uri To(Uri root, ClipBlob blob, string permission, DateTimeOffset until, string? saveAs)
    {
        var ends = until.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var name = saveAs is null ? "" : $"&name={Uri.EscapeDataString(saveAs)}";
        return new(root, $"clips/{blob}?sp={permission}&se={ends}{name}&sig={SignatureOf(blob, permission, ends, saveAs)}");
    }

    /// <summary>Whether a request's query lets its sender do something with a file now.</summary>
    public bool Admits(ClipBlob blob, string permission, IQueryCollection query)
    {
        var (ends, name) = (query["se"].ToString(), query.TryGetValue("name", out var saveAs) ? saveAs.ToString() : null);
        return query["sp"] == permission
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(query["sig"].ToString()), Encoding.UTF8.GetBytes(SignatureOf(blob, permission, ends, name)))
            && clock.GetUtcNow() < DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(ends, NumberStyles.None, CultureInfo.InvariantCulture)); // It is as we signed it.
    }

    private string SignatureOf(ClipBlob blob, string permission, string ends, string? saveAs) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{blob}\n{permission}\n{ends}\n{saveAs}")));
}
