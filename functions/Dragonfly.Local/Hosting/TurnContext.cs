namespace Dragonfly.Local.Hosting;

/// <summary>What an orchestrator's turns run under. A continuation that has to be posted here comes from an await that is not durable.</summary>
internal sealed class TurnContext(Action foreign) : SynchronizationContext
{
    /// <summary>Durable tasks that have not completed. While there is one, the orchestrator may be waiting for it.</summary>
    public int Outstanding { get; set; }

    public override void Post(SendOrPostCallback d, object? state) => foreign();

    public override void Send(SendOrPostCallback d, object? state) => foreign();

    public override SynchronizationContext CreateCopy() => this;
}
