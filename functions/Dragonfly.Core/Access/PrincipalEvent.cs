using Dragonfly.Core.Audit;

namespace Dragonfly.Core.Access;

/// <summary>Something about a principal that belongs to no aggregate; it stands on the principal's own timeline, beside each <see cref="Incidents.Refused"/> that belongs to none either.</summary>
public abstract record PrincipalEvent : TimelineEvent;

/// <summary>A token was taken for the first time: by one instance, so that of several each may say so.</summary>
/// <param name="Token">Tells this token from others: the first 16 hexadecimal digits of its SHA-256.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="ExpiresAt">When it expires.</param>
/// <param name="Network">The network it was used from, such as <c>203.0.113.0/24</c>, never the whole address: entries are forever, and an address is personal data.</param>
public sealed record SignedIn(string Token, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, string? Network) : PrincipalEvent;

/// <summary>A call was refused for its token, or for having none.</summary>
/// <param name="Code">The code of why.</param>
/// <param name="Network">The network it came from, such as <c>203.0.113.0/24</c>.</param>
public sealed record TokenRefused(string Code, string? Network) : PrincipalEvent;

/// <summary>Somebody read a part of the log.</summary>
/// <param name="What">Which part: what the door is called that showed it.</param>
/// <param name="Subject">What it was asked for, if for less than all: an id or a code.</param>
public sealed record LogRead(string What, string? Subject = null) : PrincipalEvent;

/// <summary>The same happened more often than is written down one by one: no flood of calls may fill the log.</summary>
/// <param name="Event">Which event.</param>
/// <param name="Code">Its code, if it has one.</param>
/// <param name="Count">How many more there were, as seen by one instance.</param>
/// <param name="From">The time of the first of them.</param>
/// <param name="To">The time of the last of them.</param>
public sealed record RecordsOmitted(string Event, string? Code, long Count, DateTimeOffset From, DateTimeOffset To) : PrincipalEvent;
