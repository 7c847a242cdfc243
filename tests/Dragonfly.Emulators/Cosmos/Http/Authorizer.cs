using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dragonfly.Emulators.Cosmos.Http;

/// <summary>
/// Checks who asks: a signature with the account's key over verb, resource and date, or a bearer token that <paramref name="accepts"/> takes.
/// As on the service, a token of the directory does data only: it makes no database and no container (403, 5300).
/// </summary>
internal sealed class Authorizer(string? key, Func<string, bool>? accepts, TimeProvider clock)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <returns>The refusal, or null.</returns>
    public ServiceAnswer? Refuse(ServiceRequest request)
    {
        if (request.Header(HeaderNames.Authorization) is not { } header) return Unauthorized("Required Header authorization is missing. Ensure a valid Authorization token is passed.");
        var parts = Uri.UnescapeDataString(header.Replace("+", "%2B", StringComparison.Ordinal)).Split('&', 3);
        if (parts is not [var type, "ver=1.0", ['s', 'i', 'g', '=', .. var signature]]) return Unauthorized("Authorization header doesn't confirm to the required format.");
        return type switch
        {
            "type=master" => key is not null && Signed(request, signature) ? null
                : Unauthorized("The input authorization token can't serve the request. The wrong key is being used or the expected payload is not built as per the protocol."),
            "type=aad" => !(accepts?.Invoke(signature) ?? false) ? Unauthorized("The token is not accepted.")
                : IsControlPlane(request) ? ServiceAnswer.Error(403, $"The given request [{request.Method} {request.Path}] cannot be authorized by AAD token in data plane.", 5300)
                : null,
            _ => Unauthorized("The authorization token is of a type that the stand-in does not take."),
        };
    }

    private static bool IsControlPlane(ServiceRequest request) => request.Segments.Count <= 4 && request.Method != "GET";

    private bool Signed(ServiceRequest request, string signature)
    {
        var date = request.Header(HeaderNames.Date) ?? "";
        // The SDK signs by the machine's clock; a test's clock may stand anywhere, so only a real clock can judge the date's age.
        if (!DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt)) return false;
        if (clock == TimeProvider.System && (clock.GetUtcNow() - signedAt).Duration() > Skew) return false;
        var text = $"{request.Method.ToLowerInvariant()}\n{Resource(request)}\n{date.ToLowerInvariant()}\n\n";
        var expected = HMACSHA256.HashData(Convert.FromBase64String(key!), Encoding.UTF8.GetBytes(text));
        return Convert.TryFromBase64String(signature, new byte[signature.Length], out var length) && length == expected.Length
            && CryptographicOperations.FixedTimeEquals(expected, Convert.FromBase64String(signature));
    }

    // Type and address of the resource: for a feed (an odd number of parts) its type and its parent's address, otherwise its own.
    private static string Resource(ServiceRequest request)
    {
        var parts = request.Segments;
        if (parts.Count == 0) return "\n";
        var isFeed = parts.Count % 2 == 1;
        var owner = parts.Take(isFeed ? parts.Count - 1 : parts.Count).ToList();
        // By resource id, the innermost id alone, in lower case.
        var address = owner.Count >= 2 && owner[1].EndsWith("==", StringComparison.Ordinal) ? owner[^1].ToLowerInvariant() : string.Join('/', owner);
        return $"{parts[isFeed ? ^1 : ^2].ToLowerInvariant()}\n{address}";
    }

    private static ServiceAnswer Unauthorized(string message) => ServiceAnswer.Error(401, message);
}
