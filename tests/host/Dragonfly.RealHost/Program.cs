using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Events;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;
using Dragonfly.Functions;
using Dragonfly.Functions.Access;
using Dragonfly.Local;
using Dragonfly.Local.Registry;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
var settings = builder.Configuration;
await using var embedded = await LocalApp.StartAsync(new LocalSetup(
    settings["DRAGONFLY_EMBEDDED_URLS"] ?? "http://localhost:7072",
    settings["DRAGONFLY_EMBEDDED_DATA"] ?? Directory.CreateTempSubdirectory("dragonfly-").FullName,
    () => SeededRegistry.Generate(2_000, 1).Feeds)
{ HostsFunctions = false });

builder.ConfigureFunctionsWebApplication();
foreach (var port in (Type[])[typeof(IIncidentStore), typeof(IRegistry), typeof(IPartnerStore), typeof(IAccessLog), typeof(IPeople), typeof(IPartnerChannel), typeof(IUnitChannel), typeof(IEventPublisher), typeof(ITimelines), typeof(IAuditArchive), typeof(ICheckpointSigner), typeof(IRejectedMessages), typeof(ICadLinks), typeof(IRticChannel), typeof(IVideoSystem), typeof(ITokenAuthority)])
    builder.Services.AddSingleton(port, embedded.Web.Services.GetRequiredService(port));
builder.UseDragonfly();
await builder.Build().RunAsync();
