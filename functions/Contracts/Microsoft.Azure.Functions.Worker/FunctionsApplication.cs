using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Entry point of an isolated worker. The contract cannot run one.</summary>
public class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) =>
        throw new PlatformNotSupportedException("run Dragonfly.Local, or build with AzureSdk=packages");
}

/// <summary>Builds an isolated worker. No instance of the contract is ever made.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly IHostApplicationBuilder inner;

    internal FunctionsApplicationBuilder(IHostApplicationBuilder inner) => this.inner = inner;

    public IDictionary<object, object> Properties => inner.Properties;

    public ConfigurationManager Configuration => (ConfigurationManager)inner.Configuration;

    IConfigurationManager IHostApplicationBuilder.Configuration => inner.Configuration;

    public IHostEnvironment Environment => inner.Environment;

    public ILoggingBuilder Logging => inner.Logging;

    public IMetricsBuilder Metrics => inner.Metrics;

    public IServiceCollection Services => inner.Services;

    public IHost Build() => throw new PlatformNotSupportedException();

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => inner.ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware) =>
        throw new PlatformNotSupportedException();
}
