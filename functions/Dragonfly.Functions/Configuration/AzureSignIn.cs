using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Functions.Configuration;

/// <summary>What the app signs in with, everywhere: one credential, so that one token serves every client of a service.</summary>
public static class AzureSignIn
{
    /// <summary>Registers the credential, and offers it to what is made before there are services. It is made when it is first asked for.</summary>
    public static Lazy<TokenCredential> AddAzureSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        var credential = new Lazy<TokenCredential>(() => CredentialFor(configuration));
        services.AddSingleton(_ => credential.Value);
        return credential;
    }

    /// <summary>
    /// In Azure the managed identity, and nothing else: a sign-in that tries one thing after another takes seconds to say that a role is missing. Elsewhere what a
    /// developer or a pipeline has signed in with; never a window, and never Visual Studio.
    /// </summary>
    internal static TokenCredential CredentialFor(IConfiguration configuration)
    {
        var identity = configuration.Optional("AZURE_CLIENT_ID");
        if (IsAzure(configuration)) return new ManagedIdentityCredential(identity is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(identity));
        return new DefaultAzureCredential(new DefaultAzureCredentialOptions
        {
            ExcludeInteractiveBrowserCredential = true,
            ExcludeBrokerCredential = true,
            ExcludeVisualStudioCredential = true,
            ExcludeVisualStudioCodeCredential = true,
        });
    }

    /// <summary>Whether the platform offers an identity.</summary>
    internal static bool IsAzure(IConfiguration configuration) => configuration.Optional("IDENTITY_ENDPOINT") is not null || configuration.Optional("WEBSITE_SITE_NAME") is not null;
}
