using System.Collections.Immutable;

namespace Dragonfly.Core.Audit.Verification;

/// <summary>Collects what is wrong: all of it is counted, and the first of it kept.</summary>
internal sealed class FaultList
{
    private readonly ImmutableArray<LogFault>.Builder faults = ImmutableArray.CreateBuilder<LogFault>();

    public long Count { get; private set; }

    public ImmutableArray<LogFault> First => faults.ToImmutable();

    public void Add(string code, string? timeline, long? sequence, long? line, string detail)
    {
        if (Count++ < LogReport.MostFaults) faults.Add(new(code, timeline, sequence, line, detail));
    }
}
