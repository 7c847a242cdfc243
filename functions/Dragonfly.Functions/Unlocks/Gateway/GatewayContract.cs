namespace Dragonfly.Functions.Unlocks.Gateway;

/// <summary>What <c>docs/api/video-gateway.yaml</c> says that both its sides go by.</summary>
public static class GatewayContract
{
    /// <summary>The header of a still that says when it was taken.</summary>
    public const string TakenAt = "Taken-At";

    /// <summary>The most leases on a page.</summary>
    public const int PageSize = 1_000;

    /// <summary>The code of a problem: the rules of leases say no.</summary>
    public const string Refused = "refused";

    /// <summary>The code of a problem: there is no such feed or export.</summary>
    public const string NotFound = "notFound";

    /// <summary>Whether a text can be a code: 1 to 40 letters. It is logged and kept, so it holds no more than a word.</summary>
    public static bool IsCode(string? text) => text is { Length: > 0 and <= 40 } && text.All(char.IsAsciiLetter);

    /// <summary>Whether a text can be an id in a path: letters, digits, <c>-</c>, <c>_</c>, and <c>.</c> but not first; at most 128.</summary>
    public static bool IsId(string? text) => text is { Length: > 0 and <= 128 } && text[0] != '.' && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
}
