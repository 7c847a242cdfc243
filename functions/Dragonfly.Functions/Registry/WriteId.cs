using System.Globalization;
using System.Security.Cryptography;

namespace Dragonfly.Functions.Registry;

/// <summary>Names one attempt to write a partner: after which entry it comes, and something random.</summary>
internal static class WriteId
{
    /// <summary>A new one.</summary>
    public static string New(long after) => string.Create(CultureInfo.InvariantCulture, $"{after}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");

    /// <summary>Whether a write that is not done cannot be done any more: the timeline went on without it.</summary>
    public static bool IsLost(string write, long length) => long.Parse(write.AsSpan(0, write.IndexOf('-')), CultureInfo.InvariantCulture) < length;
}
