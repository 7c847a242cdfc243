using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Incidents.Cad;
using Microsoft.AspNetCore.Http;

namespace Dragonfly.Functions.Http;

/// <summary>Reads the fields of a request's object.</summary>
public static class Fields
{
    /// <summary>Reads, or refuses with every faulty field named.</summary>
    /// <exception cref="ProblemException">400 or 422.</exception>
    public static T Read<T>(JsonElement json, Func<FieldReader, T> read)
    {
        if (json.ValueKind is not JsonValueKind.Object) throw new ProblemException(Problem.BadRequest("wrongType", "the body must be an object"));
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        var value = read(new FieldReader(json, "$", errors));
        return errors.Count == 0 ? value : throw new ProblemException(Problem.Invalid(errors.DrainToImmutable()));
    }

    /// <summary>Reads the <c>reason</c> of a request that may have one, or no body at all.</summary>
    /// <exception cref="ProblemException">400, 413, 415 or 422.</exception>
    public static async Task<string?> ReadReasonAsync(HttpRequest request, int mostBytes)
    {
        var bytes = await RequestBody.ReadAsync(request, mostBytes);
        if (bytes.IsEmpty) return null; // Many clients name a media type all the same.
        JsonBody.CheckMediaType(request);
        using var body = JsonBody.Parse(bytes);
        return Read(body.RootElement, fields => fields.Text("reason", 200));
    }
}
