using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Conformance;

/// <summary>What every incident store must do. Derive from it, one class for each adapter.</summary>
public abstract partial class IncidentStoreConformance : IAsyncLifetime
{
    /// <summary>The eight feeds near downtown that a robbery there unlocks.</summary>
    protected static IReadOnlyList<Feed> Near { get; } = [.. TestFeeds.Around(TestCad.Downtown, 250, 8, seed: 5)];

    /// <summary>The store under test.</summary>
    protected IIncidentStore Store { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => Store = await OpenAsync();

    /// <inheritdoc/>
    public Task DisposeAsync() => CloseAsync();

    /// <summary>Opens a store that holds nothing; once for each test.</summary>
    protected abstract Task<IIncidentStore> OpenAsync();

    /// <summary>Closes and removes it.</summary>
    protected abstract Task CloseAsync();

    /// <summary>A robbery with eight live grants, stored.</summary>
    protected async Task<TestIncident> RobberyAsync(string number, DateTimeOffset at, string agency = "cpd")
    {
        var incident = TestIncident.New(number, agency);
        (await Store.TryWriteAsync(incident.Do(at, TestCad.Message(number, at), new DecideUnlock(UnlockPolicy.Default, Near)), default)).ShouldBeTrue();
        return incident;
    }

    /// <summary>Stores what a command comes to.</summary>
    protected async Task WriteAsync(TestIncident incident, DateTimeOffset at, params IncidentCommand[] commands) =>
        (await Store.TryWriteAsync(incident.Do(at, commands), default)).ShouldBeTrue();

    /// <summary>The whole timeline, as far as a test may go.</summary>
    protected ValueTask<ImmutableArray<Entry>> TimelineAsync(IncidentId id) => Store.ReadTimelineAsync(id, 0, 10_000, default);

    // Records with arrays in them are equal only to themselves; what they are written as tells.
    private static string? Json(StoredIncident? stored) => stored is null
        ? null
        : JsonSerializer.Serialize(stored.Incident, CoreJson.Default.Incident) + (stored.Cad is { } cad ? JsonSerializer.Serialize(cad, CoreJson.Default.CadReport) : null);
}
