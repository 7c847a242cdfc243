using Dragonfly.Core.Incidents.Cad;
using Microsoft.AspNetCore.Http;

namespace Dragonfly.Functions.Http;

/// <summary>Reads what a request's address asks for.</summary>
internal static class Query
{
    /// <summary>A flag: <c>true</c> or <c>false</c>; false when it is not there.</summary>
    /// <exception cref="ProblemException">400.</exception>
    public static bool Flag(HttpRequest request, string name) => (request.Query.ContainsKey(name), request.Query[name].ToString()) switch
    {
        (false, _) or (_, "false") => false,
        (_, "true") => true,
        _ => throw Fault(name, "notAFlag", "must be true or false"),
    };

    /// <summary>400: something in the address cannot be understood.</summary>
    public static ProblemException Fault(string name, string code, string detail) =>
        new(Problem.BadRequest(code, $"{name} {detail}") with { Errors = [new FieldError(name, code, $"{name} {detail}")] });
}
