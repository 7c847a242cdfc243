using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Events;

/// <summary>What makes the functions of events run in this process.</summary>
internal static class EventsExtensions
{
    /// <summary>Registers the feed of what is written to SQLite, and the webhook. After the functions' host.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services, SqliteDatabase database, string dataFolder) => services
        .AddHostedService(provider => ActivatorUtilities.CreateInstance<SqliteChangeFeed>(provider, database))
        .AddEventWebhook(dataFolder);

    /// <summary>Registers the webhook alone.</summary>
    public static IServiceCollection AddEventWebhook(this IServiceCollection services, string dataFolder) => services
        .AddSingleton(_ => new WebhookCode(dataFolder))
        .AddSingleton<EventGridWebhook>();

    /// <summary>Maps the webhook.</summary>
    public static void MapEventWebhook(this WebApplication app) =>
        app.MapMethods(EventGridWebhook.Path, [HttpMethods.Post, HttpMethods.Options], app.Services.GetRequiredService<EventGridWebhook>().AnswerAsync);
}
