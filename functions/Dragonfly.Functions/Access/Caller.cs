using System.Security.Claims;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Dragonfly.Functions.Access;

/// <summary>Who is calling, as the token says.</summary>
/// <param name="Id">Opaque id of the principal (<c>oid</c>, else <c>sub</c>).</param>
/// <param name="Roles">Its roles.</param>
/// <param name="Role">The role by which it was let in.</param>
/// <param name="AgencyClaim">The agency it speaks for; null when the token names none.</param>
public sealed record Caller(string Id, IReadOnlyList<string> Roles, string Role, AgencyId? AgencyClaim)
{
    /// <summary>The agency it speaks for.</summary>
    /// <exception cref="ProblemException">403: the token names none.</exception>
    public AgencyId Agency => AgencyClaim ?? throw new ProblemException(Problem.Forbidden("noAgency", "the token names no agency"));

    /// <summary>The unit whose device it is, by its <see cref="UnitName"/>; null when the token names none.</summary>
    public string? UnitClaim { get; init; }

    /// <summary>The unit whose device it is.</summary>
    /// <exception cref="ProblemException">403: the token names none.</exception>
    public string Unit => UnitClaim ?? throw new ProblemException(Problem.Forbidden("noUnit", "the token names no unit"));

    /// <summary>Whether it is a person and not a system: it holds a role that no system holds, or none at all.</summary>
    public bool IsPerson => Roles is [] || !Roles.All(Core.Access.Role.OfSystems.Contains);

    /// <summary>The caller as an audit entry names it.</summary>
    /// <param name="source">The function it called.</param>
    public Origin Origin(string source) => new(Id, Role, source);

    /// <summary>The caller of a request; the authentication middleware put it there.</summary>
    public static Caller Of(HttpRequest request) => request.HttpContext.Features.Get<Caller>() ?? new("anonymous", [], "Anonymous", null);

    internal static Caller From(ClaimsIdentity identity, AccessRule rule)
    {
        var roles = identity.FindAll("roles").Select(claim => claim.Value).ToArray();
        return new(
            identity.FindFirst("oid")?.Value ?? identity.FindFirst("sub")?.Value ?? "unknown",
            roles,
            rule.Roles.FirstOrDefault(roles.Contains) ?? roles.FirstOrDefault() ?? "None",
            identity.FindFirst("agency")?.Value is { Length: > 0 } agency ? new AgencyId(agency) : null)
        {
            UnitClaim = UnitName.Of(identity.FindFirst("unit")?.Value ?? "") is { Length: > 0 and <= CadUnit.MostCharacters } unit ? unit : null,
        };
    }
}
