using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dragonfly.Core.Clips;
using Dragonfly.Local.Storage;
using Microsoft.AspNetCore.WebUtilities;

namespace Dragonfly.Local.Clips;

/// <summary>
/// Links to one file each, of the form of Azure Storage's: <c>sp</c> is what they allow (<c>c</c> to create, <c>r</c> to read), <c>se</c> when they end, <c>rscd</c> what a
/// browser is told to do with the file, <c>sig</c> the signature over all that and the file's name. The link is all the authority there is: it must not be logged.
/// </summary>
internal sealed class ClipLinks(string dataFolder, Func<Uri> server, TimeProvider clock)
{
    /// <summary>Allows to create the file.</summary>
    public const string ToCreate = "c";

    /// <summary>Allows to read it.</summary>
    public const string ToRead = "r";

    private readonly byte[] key = Encoding.UTF8.GetBytes(KeyFile.ReadOrMakeCode(Path.Combine(dataFolder, "clip-links.key")));

    /// <summary>The path that links have, without the file's name.</summary>
    public static PathString Root => "/clips";

    /// <summary>A link.</summary>
    public Uri Make(ClipBlob blob, string permission, DateTimeOffset until, string? disposition)
    {
        // Down to the second, never up: no link lives longer than was asked for.
        var end = until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var query = new Dictionary<string, string?> { ["sp"] = permission, ["se"] = end, ["rscd"] = disposition, ["sig"] = Convert.ToBase64String(Sign(blob, permission, end, disposition)) };
        return new(QueryHelpers.AddQueryString(new Uri(server(), $"{Root}/{blob}").AbsoluteUri, query.Where(pair => pair.Value is not null)));
    }

    /// <summary>Whether a request has a link that allows it, now.</summary>
    public bool Allows(IQueryCollection query, ClipBlob blob, string permission)
    {
        var (end, disposition) = (query["se"].ToString(), query.ContainsKey("rscd") ? query["rscd"].ToString() : null);
        var signature = new byte[SHA256.HashSizeInBytes];
        return query["sp"] == permission
            && Convert.TryFromBase64String(query["sig"].ToString(), signature, out var length)
            && CryptographicOperations.FixedTimeEquals(signature.AsSpan(0, length), Sign(blob, permission, end, disposition))
            && DateTimeOffset.TryParse(end, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
            && clock.GetUtcNow() < until;
    }

    private byte[] Sign(ClipBlob blob, string permission, string end, string? disposition) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{permission}\n{end}\n{Root}/{blob}\n{disposition}"));
}
