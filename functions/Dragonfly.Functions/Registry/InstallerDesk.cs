using System.Collections.Immutable;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Http;

namespace Dragonfly.Functions.Registry;

/// <summary>Keeps the list of approved installers, which is the sum of its timeline.</summary>
public sealed class InstallerDesk(ITimelines timelines, TimeProvider clock)
{
    private readonly Ledger<Installers> ledger = new(timelines, Installers.Timeline, Installers.Unwritten, clock);

    /// <summary>The list as it stands now.</summary>
    /// <exception cref="Core.Incidents.StoreUnavailableException">The store did not answer.</exception>
    public ValueTask<Installers> ReadAsync(CancellationToken cancellation) => ledger.ReadAsync(cancellation);

    /// <summary>For whom a caller acts.</summary>
    /// <exception cref="ProblemException">403: for nobody who is approved.</exception>
    public async ValueTask<InstallerId> InstallerOfAsync(Caller caller, CancellationToken cancellation) => (await ReadAsync(cancellation)).InstallerOf(caller.Id)
        ?? throw new ProblemException(Problem.Forbidden("installerNotApproved", "the caller acts for no approved installer"));

    /// <summary>Puts a list in the place of the one that the author read.</summary>
    /// <returns>False when another stands by now, which is recorded.</returns>
    /// <exception cref="Core.Incidents.StoreUnavailableException">The store did not answer; nobody knows whether the new list stands.</exception>
    public async Task<bool> ReviseAsync(ImmutableArray<Installer> approved, IReadOnlyCollection<long> replaces, Origin origin) =>
        (await ledger.AppendAsync((state, _) => state.Revise(approved, replaces), origin)).Happened is InstallersRevised;

    /// <summary>Records that a list was refused.</summary>
    /// <exception cref="Core.Incidents.StoreUnavailableException">The store did not answer.</exception>
    public Task RefuseAsync(InstallersRefused refused, Origin origin) => ledger.AppendAsync((_, _) => refused, origin);
}
