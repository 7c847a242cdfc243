using System.Security.Cryptography;
using System.Text;
using Dragonfly.Core.Registry;

namespace Dragonfly.Functions.Registry;

/// <summary>Ids and codes that nobody can guess.</summary>
internal static class RandomId
{
    /// <summary>32 hexadecimal digits.</summary>
    public static string Next() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>A code by which one person may become a partner's user; it names the partner, so that it is found.</summary>
    public static string NextCode(PartnerId partner) => $"{partner}.{Next()}";

    /// <summary>What is kept of a code.</summary>
    public static string DigestOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
