using System.Collections.Concurrent;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents.Cad;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Incidents.Cad;

/// <summary>Notes that CAD systems are alive. Not with each message, and never at a message's cost: a failure is counted, logged and swallowed, and the next try is as far away as after a success.</summary>
public sealed partial class CadPulse(ICadLinks links, CadOptions options, TimeProvider clock, ILogger<CadPulse> log)
{
    private readonly ConcurrentDictionary<AgencyId, DateTimeOffset> noted = [];

    /// <summary>The agency's CAD system was heard.</summary>
    public async Task HeardAsync(AgencyId agency)
    {
        var now = clock.GetUtcNow();
        if (noted.TryGetValue(agency, out var last) && now - last < options.PulseEvery) return;
        noted[agency] = now;
        try
        {
            await links.HeardAsync(agency, now, CancellationToken.None).WaitAsync(options.Aside, clock);
        }
        catch (Exception e)
        {
            Telemetry.CadPulsesLost.Add(1);
            LogLost(agency, e);
        }
    }

    [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "that the CAD system of {Agency} was heard could not be noted")]
    private partial void LogLost(AgencyId agency, Exception e);
}
