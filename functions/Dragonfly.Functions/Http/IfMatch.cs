using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Dragonfly.Functions.Http;

/// <summary>Reads what a caller says that he read before he changes it.</summary>
internal static class IfMatch
{
    /// <summary>The same for what takes things back, which nobody's change should stand in the way of: null when the caller says <c>*</c>, whatever stands now.</summary>
    /// <param name="request">The request.</param>
    /// <param name="what">What is to be changed, for people.</param>
    /// <exception cref="ProblemException">428: it says nothing.</exception>
    public static ImmutableArray<long>? VersionsOrAny(HttpRequest request, string what) => request.Headers.IfMatch.ToString().Trim() is "*" ? null : Versions(request, what);

    /// <summary>The versions whose entity tags <c>If-Match</c> names. A tag that is none of ours matches nothing.</summary>
    /// <param name="request">The request.</param>
    /// <param name="what">What is to be changed, for people.</param>
    /// <exception cref="ProblemException">428: it names none; <c>*</c> says nothing of what was read.</exception>
    public static ImmutableArray<long> Versions(HttpRequest request, string what)
    {
        string[] tags = [.. request.GetTypedHeaders().IfMatch.Where(tag => tag is { IsWeak: false, Tag.Length: > 1 }).Select(tag => tag.Tag.Value!.Trim('"'))];
        if (tags is []) throw new ProblemException(Problem.PreconditionRequired("ifMatchMissing", $"If-Match must hold the ETag of {what} as it was read"));
        return [.. tags.Select(tag => long.TryParse(tag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1)];
    }
}
