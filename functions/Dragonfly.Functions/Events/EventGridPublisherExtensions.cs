using Dragonfly.Core.Events;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Functions.Events;

/// <summary>Has events published to Event Grid.</summary>
public static class EventGridPublisherExtensions
{
    /// <summary>Registers the publisher. The credential is the host's to register.</summary>
    /// <exception cref="Configuration.InvalidSettingException">A setting is missing or is not as it must be.</exception>
    public static IServiceCollection AddEventGridPublisher(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(EventGridOptions.Read(configuration)).AddSingleton<IEventPublisher, EventGridPublisher>();
}
