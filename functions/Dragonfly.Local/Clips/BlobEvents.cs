using Dragonfly.Core.Clips;
using Dragonfly.Functions.Events;
using Dragonfly.Local.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Local.Clips;

/// <summary>Tells the functions that a file has come into the store, as Event Grid does in Azure: the same event, to the same trigger. One that is lost is made up for by the sweep of clips.</summary>
internal sealed class BlobEvents(IServiceProvider services, TimeProvider clock, ILogger<BlobEvents> log)
{
    /// <summary>Tells of a file; it goes on by itself.</summary>
    public void Tell(ClipBlob blob) => _ = TellAsync(blob);

    private async Task TellAsync(ClipBlob blob)
    {
        try
        {
            if (services.GetService<FunctionsHost>() is not { } host) return;
            var happened = BlobCreated.EventFor(blob, Guid.CreateVersion7(clock.GetUtcNow()).ToString(), clock.GetUtcNow());
            foreach (var function in host.Of<EventGridTriggerAttribute>()) await host.InvokeAsync(function, happened);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "{File} is in the store, and nobody took the event; the sweep finds it", blob);
        }
    }
}
