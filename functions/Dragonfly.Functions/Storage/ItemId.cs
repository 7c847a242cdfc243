using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dragonfly.Functions.Storage;

/// <summary>
/// Makes an item's id of a text that may hold anything. Cosmos DB refuses <c>/ \ ? #</c> in an id and more than 1,023 bytes; what is not a letter, a digit or one of
/// <c>- _ :</c> is written as <c>~</c> and two hexadecimal digits for each byte of its UTF-8. Different texts have different ids.
/// </summary>
internal static class ItemId
{
    private const int MostCharacters = 500;

    /// <summary>The id.</summary>
    public static string Of(string text)
    {
        if (text.All(IsPlain) && text.Length is > 0 and <= MostCharacters) return text;
        var id = new StringBuilder();
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && IsPlain((char)rune.Value)) id.Append((char)rune.Value);
            else foreach (var one in bytes[..rune.EncodeToUtf8(bytes)]) id.Append(CultureInfo.InvariantCulture, $"~{one:x2}");
        }

        return id.Length is > 0 and <= MostCharacters ? id.ToString() : $"~~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}"; // No escape begins with two.
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or ':';
}
