using System.Text.Json;

namespace Dragonfly.Core.Audit;

/// <summary>
/// JSON in one form only (RFC 8785): properties sorted by name in UTF-16 order, no white space, numbers as ECMAScript prints them, nothing escaped that
/// need not be.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The canonical form of a JSON text.</summary>
    /// <exception cref="JsonException">
    /// The text is not JSON, or it is JSON that has no canonical form: a property named twice, a number no double can hold, text that is not Unicode.
    /// </exception>
    public static byte[] Canonicalize(ReadOnlySpan<byte> json) => new Canonicalizer().Canonicalize(json).ToArray();
}
