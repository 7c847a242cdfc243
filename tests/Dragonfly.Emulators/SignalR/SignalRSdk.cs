using System.Reflection;
using System.Text.Json;
using Azure.Core;
using Microsoft.Azure.SignalR.Management;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Emulators.SignalR;

/// <summary>Which SDK there is to speak to the stand-in with.</summary>
public static class SignalRSdk
{
    /// <summary>Whether it is the real Management SDK that runs, and not the contract of it.</summary>
    public static bool IsReal { get; } =
        !typeof(ServiceManager).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Any(metadata => metadata is { Key: "AzureSdk", Value: "contracts" });

    /// <summary>Puts <see cref="RestServiceManager"/> in the place of an SDK that has no behavior; leaves the real one alone.</summary>
    public static IServiceCollection AddSdkFor(this IServiceCollection services, SignalRStandIn service, JsonSerializerOptions json, TokenCredential? credential = null) =>
        IsReal ? services : services.AddSingleton<ServiceManager>(new RestServiceManager(service, json, credential));
}
