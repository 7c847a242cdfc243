using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents.Cad;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Incidents.Cad;

/// <summary>Keeps what could not be understood. Never fails and never takes long: CAD is answered all the same.</summary>
public sealed partial class RejectedKeeper(IRejectedMessages store, CadOptions options, TimeProvider clock, ILogger<RejectedKeeper> log)
{
    /// <summary>Keeps messages of one request.</summary>
    public async Task KeepAsync(AgencyId agency, IReadOnlyCollection<KeptMessage> messages)
    {
        if (messages.Count == 0) return;
        foreach (var kept in messages) Telemetry.CadRejected.Add(1, new KeyValuePair<string, object?>("code", kept.Message.Code));
        try
        {
            await store.AddAsync(messages, options.MostRejected, CancellationToken.None).WaitAsync(options.Aside, clock);
        }
        catch (Exception e)
        {
            Telemetry.CadRejectedLost.Add(messages.Count);
            LogLost(messages.Count, agency, e);
        }
    }

    [LoggerMessage(EventId = 303, Level = LogLevel.Warning, Message = "{Count} rejected messages of {Agency} could not be kept")]
    private partial void LogLost(int count, AgencyId agency, Exception e);
}
