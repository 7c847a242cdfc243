using System.Globalization;
using Dragonfly.Emulators.Cosmos.Query;

namespace Dragonfly.Emulators.Cosmos.Http;

/// <summary>An answer on the wire.</summary>
internal sealed record ServiceAnswer(int Status, double Charge = 0, byte[]? Body = null)
{
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>For the ledger: the query that was run.</summary>
    public string? Query { get; init; }

    public ServiceAnswer With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }

    public ServiceAnswer With(string header, long value) => With(header, value.ToString(CultureInfo.InvariantCulture));

    public static ServiceAnswer Error(int status, string message, int subStatus = 0, double charge = 0)
    {
        var body = new Query.Object(new Dictionary<string, Value> { ["code"] = new Text(Code(status)), ["message"] = new Text(message) });
        var answer = new ServiceAnswer(status, charge, ValueJson.Bytes(body));
        // Without a sub status the service sends 0, which is how a missing item is told from a missing container (1003).
        return answer.With(HeaderNames.SubStatus, subStatus);
    }

    private static string Code(int status) => status switch
    {
        400 => "BadRequest",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "NotFound",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        412 => "PreconditionFailed",
        413 => "RequestEntityTooLarge",
        429 => "TooManyRequests",
        503 => "ServiceUnavailable",
        _ => status.ToString(CultureInfo.InvariantCulture),
    };
}
