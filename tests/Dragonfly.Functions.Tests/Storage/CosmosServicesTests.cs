using Azure.Core;
using Azure.Identity;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions.Configuration;
using Dragonfly.Functions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Functions.Tests.Storage;

public sealed class CosmosServicesTests
{
    [Fact]
    public void Every_store_is_there_over_one_database_and_nothing_is_sent_to_make_it()
    {
        using var services = Services(("DRAGONFLY_COSMOS_ENDPOINT", "https://city.documents.azure.com/"));
        foreach (var port in (Type[])[typeof(IIncidentStore), typeof(ITimelines), typeof(IAuditArchive), typeof(IAccessLog)])
            services.GetRequiredService(port).GetType().Name.ShouldStartWith("Cosmos");
        services.GetRequiredService<CosmosDatabase>().ShouldBeSameAs(services.GetRequiredService<CosmosDatabase>());
    }

    [Fact]
    public void A_missing_setting_is_told_at_once() =>
        Should.Throw<InvalidSettingException>(() => Services()).Message.ShouldBe("the setting DRAGONFLY_COSMOS_ENDPOINT must be the account's address, https://{account}.documents.azure.com/");

    private static ServiceProvider Services(params (string Name, string Value)[] settings) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddSingleton<TokenCredential>(new AzureCliCredential())
        .AddCosmosStores(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build())
        .BuildServiceProvider();
}
