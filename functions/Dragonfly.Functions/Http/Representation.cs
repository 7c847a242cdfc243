using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Dragonfly.Functions.Http;

/// <summary>One form in which something can be had.</summary>
/// <param name="Name">What the parameter <c>format</c> calls it.</param>
/// <param name="MediaType">What <c>Accept</c> calls it.</param>
internal sealed record Representation(string Name, string MediaType)
{
    /// <summary>JSON.</summary>
    public static Representation Json { get; } = new("json", "application/json");

    /// <summary>HTML.</summary>
    public static Representation Html { get; } = new("html", "text/html");

    /// <summary>CSV.</summary>
    public static Representation Csv { get; } = new("csv", "text/csv");

    /// <summary>GeoJSON.</summary>
    public static Representation GeoJson { get; } = new("geojson", "application/geo+json");

    /// <summary>Markdown.</summary>
    public static Representation Markdown { get; } = new("md", "text/markdown");

    /// <summary>The form that a request wants most: the one that <c>format</c> names, else by <c>Accept</c>, else the first that is offered.</summary>
    /// <exception cref="ProblemException">400: there is no such format. 406: none that is offered is accepted.</exception>
    public static Representation Choose(HttpRequest request, params Representation[] offered)
    {
        request.HttpContext.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (new QueryReader(request).Text("format", 16) is { } named)
            return offered.FirstOrDefault(form => form.Name == named) ?? throw QueryReader.Bad("format", "unknownFormat", $"must be one of {string.Join(", ", offered.Select(form => form.Name))}");
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted is []) return offered[0];
        return accepted.Where(range => range.Quality is not 0).OrderByDescending(range => range.Quality ?? 1)
                .Select(range => offered.FirstOrDefault(form => new MediaTypeHeaderValue(form.MediaType).IsSubsetOf(Bare(range)))).FirstOrDefault(form => form is not null)
            ?? throw new ProblemException(Problem.NotAcceptable(offered.Select(form => form.MediaType)));
    }

    /// <summary>An answer in this form.</summary>
    public IResult Answer(string text) => TypedResults.Text(text, MediaType, Encoding.UTF8);

    // What it is worth is no property of a type, and neither is a charset: we always say UTF-8.
    private static MediaTypeHeaderValue Bare(MediaTypeHeaderValue range) => new(range.MediaType);
}
