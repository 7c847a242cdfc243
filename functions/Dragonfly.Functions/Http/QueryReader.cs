using System.Globalization;
using Dragonfly.Core.Incidents.Cad;
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

    /// <summary>Where the page before ended: what stands in <c>after</c>.</summary>
    public T? Cursor<T>(Func<string, T?> read) where T : class => Text("after", 128) is { } text ? read(text) ?? throw Bad("after", "notACursor", "must be the next of an earlier page") : null;

    /// <summary>A parameter that is not understood.</summary>
    public static ProblemException Bad(string name, string code, string detail) =>
        new(Problem.BadRequest(code, $"{name} {detail}") with { Errors = [new FieldError(name, code, $"{name} {detail}")] });
}
