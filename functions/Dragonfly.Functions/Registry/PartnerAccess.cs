using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Http;

namespace Dragonfly.Functions.Registry;

/// <summary>Reads partners on a caller's behalf. To those who act for a partner, and to installers who have no work there, every other one does not exist; that an owner asked for it is noted.</summary>
public sealed class PartnerAccess(IPartnerStore partners, InstallerDesk installers, PrincipalLog log)
{
    /// <summary>The partner.</summary>
    /// <param name="partnerId">From the route.</param>
    /// <param name="caller">Who asks. Whether administrators and auditors may at all is for the function to say.</param>
    /// <param name="needs">What somebody who acts for the partner must be at least.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ProblemException">404: there is none, or none of theirs. 403: their part in it does not go so far.</exception>
    public async Task<StoredPartner> ReadAsync(string partnerId, Caller caller, PartnerRole needs, CancellationToken cancellation)
    {
        var stored = await partners.ReadAsync(new(partnerId), cancellation) ?? throw NotFound();
        try
        {
            Check(stored.Partner, caller, needs);
            return stored;
        }
        catch (ProblemException e) when (e.Problem.Status == 404)
        {
            log.Note(caller, nameof(PartnerAccess), new Refused("ReadPartner", "foreignPartner", partnerId));
            throw;
        }
    }

    /// <summary>Lets a caller pass who is no less than is needed for the partner, or stands above partners.</summary>
    /// <exception cref="ProblemException">404: the caller has nothing to do with it. 403: its part in it does not go so far.</exception>
    public static void Check(Partner partner, Caller caller, PartnerRole needs)
    {
        if (caller.Role is Role.ProgramAdmin or Role.Auditor) return;
        var user = partner.Users.FirstOrDefault(user => user.Id == caller.Id) ?? throw NotFound();
        if (user.Role < needs) throw new ProblemException(Problem.Forbidden("partnerRoleTooLow", $"this takes the partner's {Name(needs)}"));
    }

    /// <summary>The partner, to somebody of an installer that has or had work there.</summary>
    /// <exception cref="ProblemException">404: there is none, or none with work for it. 403: the caller acts for no approved installer.</exception>
    public async Task<(StoredPartner Stored, InstallerId Installer)> ReadAsInstallerAsync(string partnerId, Caller caller, CancellationToken cancellation)
    {
        var installer = await installers.InstallerOfAsync(caller, cancellation);
        var stored = await partners.ReadAsync(new(partnerId), cancellation) ?? throw NotFound();
        if (stored.Partner.WorkOrders.Any(order => order.Installer == installer)) return (stored, installer);
        log.Note(caller, nameof(PartnerAccess), new Refused("ReadPartner", "foreignPartner", partnerId));
        throw NotFound();
    }

    private static ProblemException NotFound() => new(Problem.NotFound("partner"));

    private static string Name(PartnerRole role) => role is PartnerRole.Owner ? "owner" : role is PartnerRole.Manager ? "manager" : "viewer";
}
