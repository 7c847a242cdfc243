using System.Collections.Immutable;
using Dragonfly.Core.Incidents.Cad;

namespace Dragonfly.Functions.Http;

/// <summary>An error as RFC 9457 problem details.</summary>
/// <param name="Type">Names the kind of problem: <c>urn:dragonfly:problem:{code}</c>.</param>
/// <param name="Title">The kind of problem, for people.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">This occurrence, for people.</param>
/// <param name="Code">The kind of problem, for programs; also the reason of a refusal.</param>
/// <param name="Errors">The fields at fault, by JSON path.</param>
public sealed record Problem(string Type, string Title, int Status, string Detail, string Code, ImmutableArray<FieldError>? Errors = null)
{
    /// <summary>How many faults there are, where not all of them are listed.</summary>
    public int? ErrorCount { get; init; }

    /// <summary>Seconds after which to try again, sent as <c>Retry-After</c>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int? RetryAfter { get; init; }

    /// <summary>The refusal is an entry of what it was about; any other is noted on the caller's own timeline.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOnRecord { get; init; }

    /// <summary>400: not understood at all.</summary>
    public static Problem BadRequest(string code, string detail) => Of(400, "Bad request", code, detail);

    /// <summary>401: no token, or not a good one.</summary>
    public static Problem Unauthorized(string code, string detail) => Of(401, "Unauthorized", code, detail);

    /// <summary>403: understood and refused.</summary>
    public static Problem Forbidden(string code, string detail) => Of(403, "Forbidden", code, detail);

    /// <summary>404: no such thing, or none of yours.</summary>
    public static Problem NotFound(string what) => Of(404, "Not found", "notFound", $"there is no such {what}");

    /// <summary>406: not to be had in any form that is accepted.</summary>
    public static Problem NotAcceptable(IEnumerable<string> offered) => Of(406, "Not acceptable", "notAcceptable", $"this is to be had as {string.Join(", ", offered)}");

    /// <summary>409: not now.</summary>
    public static Problem Conflict(string code, string detail) => Of(409, "Conflict", code, detail);

    /// <summary>411: how long it is must be said.</summary>
    public static Problem LengthRequired() => Of(411, "Length required", "lengthRequired", "the Content-Length must be given");

    /// <summary>412: what the caller read no longer stands.</summary>
    public static Problem PreconditionFailed(string code, string detail) => Of(412, "Precondition failed", code, detail);

    /// <summary>428: the caller must say what he read.</summary>
    public static Problem PreconditionRequired(string code, string detail) => Of(428, "Precondition required", code, detail);

    /// <summary>413: too much.</summary>
    public static Problem TooLarge(string code, string detail) => Of(413, "Content too large", code, detail);

    /// <summary>415: not of the kind that is taken here.</summary>
    public static Problem UnsupportedMediaType(string expected, string code) => Of(415, "Unsupported media type", code, $"the Content-Type must be {expected}");

    /// <summary>415: compressed, which is not taken here.</summary>
    public static Problem UnsupportedEncoding() => Of(415, "Unsupported media type", "encoded", "the body must be sent as it is, without a Content-Encoding");

    /// <summary>422: understood, and fields are at fault. The first one names the kind.</summary>
    public static Problem Invalid(ImmutableArray<FieldError> errors) =>
        Of(422, "Unprocessable content", errors[0].Code, $"{errors[0].Path}: {errors[0].Detail}") with { Errors = errors };

    /// <summary>429: nothing was taken; try again.</summary>
    public static Problem TooManyRequests(string detail) => Of(429, "Too many requests", "tooManyRequests", detail) with { RetryAfter = 1 };

    /// <summary>503: nothing was taken; try again.</summary>
    public static Problem Unavailable(string what) => Of(503, "Service unavailable", $"{what}Unavailable", $"the {what} does not answer; nothing was acknowledged") with { RetryAfter = 2 };

    /// <summary>500: our fault.</summary>
    public static Problem Internal() => Of(500, "Internal error", "internal", "something went wrong here; the log says what");

    private static Problem Of(int status, string title, string code, string detail) => new($"urn:dragonfly:problem:{code}", title, status, detail, code);
}
