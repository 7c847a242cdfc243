using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;

namespace Dragonfly.Local.Tests.City;

/// <summary>What <c>docs/api/openapi.yaml</c> says, or another document of its kind.</summary>
internal sealed partial class ApiContract
{
    private readonly JsonElement document;
    private readonly JsonSchema schemas;

    public ApiContract(JsonElement document)
    {
        (this.document, schemas) = (document, new(document));
        Operations =
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               select new ApiOperation(operation.Name, path.Name, new Regex($"^{Parameter().Replace(path.Name, "[^/]+")}$"), operation.Value),
        ];
    }

    /// <summary>The document.</summary>
    public static ApiContract Current { get; } = Read("openapi.yaml");

    /// <summary>The document that video gateways keep to.</summary>
    public static ApiContract VideoGateway { get; } = Read("video-gateway.yaml");

    public JsonElement Document => document;

    public JsonSchema Schemas => schemas;

    public IReadOnlyList<ApiOperation> Operations { get; }

    /// <summary>What is not as documented in an exchange.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="path">Of whom, after the server's address.</param>
    /// <param name="sent">The request's body, if it is known.</param>
    /// <param name="response">The answer.</param>
    /// <param name="received">The answer's body.</param>
    public IEnumerable<string> FaultsOf(HttpRequestMessage request, string path, byte[]? sent, HttpResponseMessage response, byte[] received)
    {
        var status = (int)response.StatusCode;
        var verb = request.Method.Method.ToLowerInvariant();
        if (Operations.Where(known => known.Verb == verb && known.Pattern.IsMatch(path)).MinBy(known => Parameter().Count(known.Path)) is not { } operation)
            return status == 404 && received is [] ? [] : [$"there is no {verb} {path}"];
        if (!operation.Json.GetProperty("responses").TryGetProperty($"{status}", out var answer)) return [$"{operation.Id} has no answer {status}: {Text(received)}"];
        answer = schemas.Resolve(answer);
        var faults = HeaderFaults(answer, response).Concat(BodyFaults(answer, response.Content.Headers.ContentType?.MediaType, received));
        return status is >= 200 and < 300 ? faults.Concat(RequestFaults(operation, request, sent)) : faults;
    }

    // What was done as asked must have been asked as documented. A dry run is there to be asked anything.
    private IEnumerable<string> RequestFaults(ApiOperation operation, HttpRequestMessage request, byte[]? sent)
    {
        var names = operation.Parameters.Select(schemas.Resolve).Where(parameter => parameter.GetProperty("in").ValueEquals("query")).Select(parameter => parameter.GetProperty("name").GetString());
        var unknown = HttpUtility.ParseQueryString(request.RequestUri!.Query).AllKeys.Except(names).Select(name => $"{operation.Id} does not say what ?{name} is");
        if (sent is null or [] || request.RequestUri.Query.Contains("dryRun=true", StringComparison.Ordinal) || request.Content?.Headers.ContentType?.MediaType is not { } media) return unknown;
        if (!operation.Json.TryGetProperty("requestBody", out var body)) return [.. unknown, $"{operation.Id} takes no body"];
        if (media.EndsWith("+json", StringComparison.Ordinal) && !body.GetProperty("content").TryGetProperty(media, out _)) media = "application/json"; // It is as good.
        return unknown.Concat(BodyFaults(body, media, sent).Select(fault => $"request: {fault}"));
    }

    private IEnumerable<string> HeaderFaults(JsonElement answer, HttpResponseMessage response) => !answer.TryGetProperty("headers", out var headers) ? [] :
        from header in headers.EnumerateObject()
        where schemas.Resolve(header.Value).TryGetProperty("required", out var required) && required.GetBoolean()
        where !response.Headers.Contains(header.Name)
        select $"the header {header.Name} is missing";

    private IEnumerable<string> BodyFaults(JsonElement holder, string? media, byte[] body)
    {
        if (!holder.TryGetProperty("content", out var content)) return body is [] ? [] : [$"there is a body: {Text(body)}"];
        if (media is null || !content.TryGetProperty(media, out var kind)) return [$"{media ?? "no media type"} is not one of {string.Join(", ", content.EnumerateObject().Select(known => known.Name))}"];
        return media is "application/json" || media.EndsWith("+json", StringComparison.Ordinal) ? schemas.FaultsOf(kind.GetProperty("schema"), Parse(body)) : [];
    }

    private static ApiContract Read(string name) => new(YamlJson.Read(typeof(ApiContract).Assembly.GetManifestResourceStream(name)!));

    private static JsonElement Parse(byte[] body) => JsonElement.Parse(body.AsSpan().StartsWith("\uFEFF"u8) ? body.AsSpan(3) : body);

    private static string Text(byte[] body) => System.Text.Encoding.UTF8.GetString(body);

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();
}

/// <summary>One operation.</summary>
internal sealed record ApiOperation(string Verb, string Path, Regex Pattern, JsonElement Json)
{
    public string Id => Json.GetProperty("operationId").GetString()!;

    public IEnumerable<JsonElement> Parameters => Json.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];
}
