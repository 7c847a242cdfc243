using System.Text.Json.Serialization;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;

namespace Dragonfly.Core.Unlocks;

/// <summary>What the video system is asked to do with a lease.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<VideoVerb>))]
public enum VideoVerb
{
    /// <summary>Take the lease out, or keep it.</summary>
    Open,

    /// <summary>Give the lease back and cut its viewers.</summary>
    Close,
}

/// <summary>One call to the video system.</summary>
/// <param name="Verb">Open or close.</param>
/// <param name="Grant">The lease's id.</param>
/// <param name="Feed">The feed it is on.</param>
/// <param name="Attempt">1 for the first try of this verb, and greater with each after it: of two opens the one with the greater attempt counts.</param>
/// <param name="ExpiresAt">When the video system must drop the lease by itself.</param>
public sealed record VideoAction(VideoVerb Verb, GrantId Grant, FeedId Feed, int Attempt, DateTimeOffset ExpiresAt);

/// <summary>What came of one call.</summary>
/// <param name="Verb">What was asked.</param>
/// <param name="Grant">The lease's id.</param>
/// <param name="Attempt">Which try it was.</param>
/// <param name="Failure">Null when it succeeded; else the code of what went wrong: <c>timeout</c>, or that of a <see cref="VideoSystemException"/>.</param>
/// <param name="FinishedAt">When the answer came, UTC.</param>
public sealed record VideoOutcome(VideoVerb Verb, GrantId Grant, int Attempt, string? Failure, DateTimeOffset FinishedAt);
