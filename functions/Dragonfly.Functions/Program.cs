using Dragonfly.Functions;
using Dragonfly.Functions.Configuration;
using Dragonfly.Functions.Operations;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
try
{
    builder.Services.AddDeployed(builder.Configuration);
}
catch (InvalidSettingsException wrong)
{
    Console.Error.WriteLine(wrong.Message); // Alone: a stack trace would bury it.
    return 1;
}

builder.Services.AddTelemetryExport(builder.Configuration, builder.Services.AddAzureSignIn(builder.Configuration))?.UseFunctionsWorkerDefaults();
builder.UseDragonfly();
builder.Build().Run();
return 0;
