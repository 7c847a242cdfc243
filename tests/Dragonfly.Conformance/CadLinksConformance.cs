using Dragonfly.Core.Incidents.Cad;

namespace Dragonfly.Conformance;

/// <summary>What every store of CAD links must do. Derive from it, one class for each adapter.</summary>
public abstract class CadLinksConformance : IAsyncLifetime
{
    private ICadLinks links = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => links = await OpenAsync();

    /// <inheritdoc/>
    public Task DisposeAsync() => CloseAsync();

    /// <summary>Opens a store that holds nothing; once for each test.</summary>
    protected abstract Task<ICadLinks> OpenAsync();

    /// <summary>Closes and removes it.</summary>
    protected abstract Task CloseAsync();

    [Fact]
    public async Task Nobody_was_heard_at_first() => (await links.ListAsync(default)).ShouldBeEmpty();

    [Fact]
    public async Task Each_agency_was_heard_when_it_was_heard_last()
    {
        var local = TestCad.Noon.AddTicks(7).ToOffset(TimeSpan.FromHours(-4));
        await links.HeardAsync(new("hcso"), TestCad.Noon, default);
        await links.HeardAsync(new("cpd"), TestCad.Noon, default);
        await links.HeardAsync(new("cpd"), local, default);
        (await links.ListAsync(default)).ShouldBe([new(new("cpd"), TestCad.Noon.AddTicks(7)), new(new("hcso"), TestCad.Noon)]);
    }

    [Fact]
    public async Task An_instance_whose_clock_is_behind_takes_nothing_back()
    {
        await links.HeardAsync(new("cpd"), TestCad.Noon, default);
        await links.HeardAsync(new("cpd"), TestCad.Noon.AddSeconds(-1), default);
        (await links.ListAsync(default)).ShouldBe([new(new("cpd"), TestCad.Noon)]);
    }
}
