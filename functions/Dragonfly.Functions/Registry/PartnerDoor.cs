using Dragonfly.Core.Access;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Registry;

/// <summary>What all functions that change a partner have in common: who may, and that whatever is refused to those who may is an entry of the partner's timeline.</summary>
public sealed class PartnerDoor(PartnerAccess access, PartnerDesk desk)
{
    /// <summary>Lets a caller in and has something changed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="partnerId">From the route.</param>
    /// <param name="source">The function that was called.</param>
    /// <param name="needs">What somebody who acts for the partner must be at least.</param>
    /// <param name="durable">Runs the incidents' loops.</param>
    /// <param name="change">Reads what was sent, and changes.</param>
    /// <exception cref="ProblemException">It was refused.</exception>
    public async Task<IResult> ChangeAsync(HttpRequest request, string partnerId, string source, PartnerRole needs, DurableTaskClient durable, Func<PartnerVisit, Task<IResult>> change)
    {
        var caller = Caller.Of(request);
        var stored = await access.ReadAsync(partnerId, caller, PartnerRole.Viewer, request.HttpContext.RequestAborted);
        return await ChangeAsync(request, stored, null, source, needs, durable, change);
    }

    /// <summary>The same where an installer may, too: one that has or had work for the partner. How far it may go is for the function to say.</summary>
    /// <inheritdoc cref="ChangeAsync(HttpRequest, string, string, PartnerRole, DurableTaskClient, Func{PartnerVisit, Task{IResult}})"/>
    public async Task<IResult> ServeAsync(HttpRequest request, string partnerId, string source, PartnerRole needs, DurableTaskClient durable, Func<PartnerVisit, Task<IResult>> change)
    {
        var caller = Caller.Of(request);
        if (caller.Role is not Role.Installer) return await ChangeAsync(request, partnerId, source, needs, durable, change);
        var (stored, installer) = await access.ReadAsInstallerAsync(partnerId, caller, request.HttpContext.RequestAborted);
        return await ChangeAsync(request, stored, installer, source, needs, durable, change);
    }

    private async Task<IResult> ChangeAsync(
        HttpRequest request, StoredPartner stored, InstallerId? installer, string source, PartnerRole needs, DurableTaskClient durable, Func<PartnerVisit, Task<IResult>> change)
    {
        var caller = Caller.Of(request);
        try
        {
            if (installer is null) PartnerAccess.Check(stored.Partner, caller, needs);
            return await change(new(desk, request, stored, caller, installer, source, needs, durable));
        }
        catch (ProblemException e) when (e.Problem is { IsOnRecord: false, Status: >= 400 and < 500 } problem)
        {
            await desk.ChangeAsync(stored, caller.Origin(source), durable, draft =>
            {
                draft.Refuse(source, problem.Code, problem.Errors is [var first, ..] ? first.Path : null);
                return ValueTask.CompletedTask;
            });
            throw new ProblemException(problem with { IsOnRecord = true });
        }
    }
}
