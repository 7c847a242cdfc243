using Dragonfly.Core.Access;
using Dragonfly.Functions.Http;

namespace Dragonfly.Local.Access;

/// <summary><c>POST /local/tokens</c>: a development token for the asking.</summary>
internal static class TokenEndpoint
{
    private const int MostBytes = 16_384;

    public static void MapTokens(this IEndpointRouteBuilder routes, DevelopmentIssuer issuer) => routes.MapPost("/local/tokens", async http =>
    {
        try
        {
            using var body = await JsonBody.ReadAsync(http.Request, MostBytes);
            var request = Fields.Read(body.RootElement, fields =>
            {
                var role = fields.Text("role", 64, required: true);
                if (role is not null && !Role.All.Contains(role)) fields.Add("role", "unknownRole", $"must be one of {string.Join(", ", Role.All)}");
                return new TokenRequest(role!, fields.Text("name", 64), fields.Text("agency", 64), fields.Text("partnerId", 64), fields.Text("unit", 64));
            });
            await http.Response.WriteAsJsonAsync(new TokenAnswer(issuer.Mint(request)), LocalJson.Default.TokenAnswer);
        }
        catch (ProblemException e)
        {
            await ErrorsMiddleware.WriteAsync(http.Response, e.Problem);
        }
    });
}

/// <summary>A development token.</summary>
internal sealed record TokenAnswer(string AccessToken);
