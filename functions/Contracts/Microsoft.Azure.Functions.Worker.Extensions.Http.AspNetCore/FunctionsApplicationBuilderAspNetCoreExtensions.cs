namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Runs HTTP functions on ASP.NET Core.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder) => builder;
}
