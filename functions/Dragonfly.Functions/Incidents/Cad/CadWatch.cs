using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Functions.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Incidents.Cad;

/// <summary>Watches that CAD systems can be heard: one that is silent sends no calls, and no closes either.</summary>
public sealed partial class CadWatch(ICadLinks links, CadPulse pulse, RticAnnouncer rtic, CadOptions options, TimeProvider clock, ILogger<CadWatch> log)
{
    /// <summary>For nights on which nothing happens: CAD says that it is there.</summary>
    [Function(nameof(BeatCadHeart))]
    [Allow(Role.CadWrite)]
    public async Task<IResult> BeatCadHeart([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "cad/heartbeat")] HttpRequest request)
    {
        await pulse.HeardAsync(Caller.Of(request).Agency);
        return TypedResults.NoContent();
    }

    /// <summary>Tells each agency's RTIC, every minute while it lasts, that its CAD system is silent.</summary>
    [Function(nameof(WatchCadLinks))]
    public async Task WatchCadLinks([TimerTrigger("0 * * * * *")] TimerInfo timer)
    {
        var now = clock.GetUtcNow();
        var silent = (await links.ListAsync(CancellationToken.None)).Where(link => link.IsSilent(now, options.SilentAfter)).ToArray();
        Telemetry.CadSilent.Record(silent.Length);
        foreach (var link in silent) LogSilent(link.Agency, link.HeardAt);
        await Task.WhenAll(silent.Select(link => rtic.NotifyAsync(link.Agency, new(NoticeCode.CadSilent, now, Since: link.HeardAt))));
    }

    [LoggerMessage(EventId = 302, Level = LogLevel.Warning, Message = "the CAD system of {Agency} was last heard at {HeardAt:O}")]
    private partial void LogSilent(AgencyId agency, DateTimeOffset heardAt);
}
