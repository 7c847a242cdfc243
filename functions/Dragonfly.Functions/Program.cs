using Dragonfly.Functions;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Incidents.Cad;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddSingleton(builder.Configuration.GetSection("Cad").Get<CadOptions>() ?? new());
builder.Services.AddSingleton(builder.Configuration.GetSection("Audit").Get<AuditOptions>() ?? new());
builder.UseDragonfly();
builder.Build().Run();
