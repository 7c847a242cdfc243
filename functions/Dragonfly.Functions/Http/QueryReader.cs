using System.Globalization;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Microsoft.AspNetCore.Http;

namespace Dragonfly.Functions.Http;

/// <summary>Reads the parameters of a request's query. One that is not understood is 400 and named; one that nobody asks for is let be.</summary>
internal readonly struct QueryReader(HttpRequest request)
{
    /// <summary>What a parameter says; null when it says nothing.</summary>
    public string? Text(string name, int most)
    {
        if (request.Query[name].ToString() is not { Length: > 0 } text) return null;
        return text.Length <= most && !text.Any(char.IsControl) ? text : throw Bad(name, "tooLong", $"must have at most {most} characters, and no control characters");
    }

    /// <summary>A whole number within bounds.</summary>
    public int? Whole(string name, int least, int most) => Text(name, 32) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) && whole >= least && whole <= most ? whole
        : throw Bad(name, "outOfRange", $"must be a whole number from {least} to {most}");

    /// <summary>A number within bounds.</summary>
    public double? Number(string name, double least, double most) => Text(name, 32) is { } text ? NumberIn(name, text, least, most) : null;

    /// <summary>The same of a text that is a part of the parameter.</summary>
    public static double NumberIn(string name, string text, double least, double most) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Bad(name, "outOfRange", string.Create(CultureInfo.InvariantCulture, $"must be {least} to {most}"));

    /// <summary>A moment; UTC when it has no offset.</summary>
    public DateTimeOffset? Time(string name) => Text(name, 64) is not { } text ? null
        : DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at // An unescaped + arrives as a space.
        : throw Bad(name, "notATime", "must be an ISO 8601 time");

    /// <summary>A flag: <c>true</c> or <c>false</c>; false when it is not there. One that is there and empty is refused: what was meant for a trial must not be done.</summary>
    public bool Flag(string name) => (request.Query.ContainsKey(name), request.Query[name].ToString()) switch
    {
        (false, _) or (_, "false") => false,
        (_, "true") => true,
        _ => throw Bad(name, "notAFlag", "must be true or false"),
    };

    /// <summary>Where the page before ended, in a list by time and id.</summary>
    public Cursor<TId>? After<TId>() where TId : struct, IId<TId> => Text("after", 128) is not { } text ? null : Cursor<TId>.TryParse(text, out var cursor) ? cursor : throw NotACursor();

    /// <summary>Where the page before ended, in a list by number.</summary>
    public long? AfterNumber() => Text("after", 32) is not { } text ? null : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw NotACursor();

    /// <summary>A parameter that is not understood.</summary>
    public static ProblemException Bad(string name, string code, string detail) =>
        new(Problem.BadRequest(code, $"{name} {detail}") with { Errors = [new FieldError(name, code, $"{name} {detail}")] });

    private static ProblemException NotACursor() => Bad("after", "notACursor", "must be the next of an earlier page");
}
