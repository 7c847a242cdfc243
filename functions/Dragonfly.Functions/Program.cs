using Dragonfly.Functions;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Incidents.Cad;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddSingleton(builder.Configuration.GetSection("Cad").Get<CadOptions>() ?? new());
builder.Services.AddSingleton(builder.Configuration.GetSection("Access").Get<AccessOptions>() ?? new());
builder.UseDragonfly();
builder.Build().Run();
