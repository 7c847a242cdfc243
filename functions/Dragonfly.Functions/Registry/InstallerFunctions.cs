using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Registry;

/// <summary>The list of approved installers. Its version is its entity tag.</summary>
public sealed class InstallerFunctions(InstallerDesk desk)
{
    private const int MostBytes = 262_144;

    /// <summary>The list that stands. Who acts for an installer is for those to know who check it.</summary>
    [Function(nameof(ReadInstallers))]
    [Allow(Role.ProgramAdmin, Role.Auditor, Role.PartnerOwner, Role.Installer)]
    public async Task<IResult> ReadInstallers([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "installers")] HttpRequest request) =>
        Show(request, await desk.ReadAsync(request.HttpContext.RequestAborted));

    /// <summary>Puts another list in the place of the one that <c>If-Match</c> names. It holds at once. What is refused is recorded, every fault of it told.</summary>
    [Function(nameof(WriteInstallers))]
    [Allow(Role.ProgramAdmin)]
    public async Task<IResult> WriteInstallers([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "installers")] HttpRequest request)
    {
        var origin = Caller.Of(request).Origin(nameof(WriteInstallers));
        var replaces = IfMatch.Versions(request, "the list");
        using var body = await JsonBody.ReadAsync(request, MostBytes);
        if (!await desk.ReviseAsync(await ReadListAsync(body.RootElement, origin), replaces, origin))
            throw new ProblemException(Problem.PreconditionFailed("installersChanged", "another list stands by now: read it, and decide again"));
        return Show(request, await desk.ReadAsync(CancellationToken.None));
    }

    private async Task<ImmutableArray<Installer>> ReadListAsync(JsonElement json, Origin origin)
    {
        try
        {
            return Fields.Read(json, InstallersFormat.Read);
        }
        catch (ProblemException e) when (e.Problem.Errors is [var first, ..])
        {
            await desk.RefuseAsync(new(first.Code, first.Path), origin);
            throw;
        }
    }

    private static IResult Show(HttpRequest request, Installers installers)
    {
        var seesUsers = Caller.Of(request).Role is Role.ProgramAdmin or Role.Auditor;
        request.HttpContext.Response.Headers.ETag = $"\"{installers.Version}\"";
        return Answer.Json(
            new InstallersAnswer(installers.Version, [.. installers.Approved.Select(one => new InstallerView(one.Id, seesUsers ? one.Users : null))]), ApiJson.Default.InstallersAnswer);
    }
}

/// <summary>The list of approved installers.</summary>
/// <param name="Version">Which list.</param>
/// <param name="Installers">The installers; the first is asked where nobody names another.</param>
public sealed record InstallersAnswer(long Version, ImmutableArray<InstallerView> Installers);

/// <summary>One of them.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Users">Who acts for it; for those who check that.</param>
public sealed record InstallerView(InstallerId Id, ImmutableArray<string>? Users);
