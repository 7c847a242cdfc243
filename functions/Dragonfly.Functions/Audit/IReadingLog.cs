using Dragonfly.Core.Audit;
using Dragonfly.Functions.Access;

namespace Dragonfly.Functions.Audit;

/// <summary>Where it is recorded that the log was read.</summary>
public interface IReadingLog
{
    /// <summary>Records it.</summary>
    /// <exception cref="Core.Incidents.StoreUnavailableException">It is not on record: show nothing.</exception>
    Task RecordAsync(Caller caller, LogRead read);
}
