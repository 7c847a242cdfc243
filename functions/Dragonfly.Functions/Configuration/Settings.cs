using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Dragonfly.Functions.Configuration;

/// <summary>Reads settings by name; each method throws <see cref="InvalidSettingException"/> for one that is not what it must be.</summary>
public static class Settings
{
    /// <summary>A setting; null when it is not there or is empty.</summary>
    public static string? Optional(this IConfiguration configuration, string name) => configuration[name]?.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>A setting that there has to be.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="name">Which.</param>
    /// <param name="must">What it must be, for the message.</param>
    public static string Required(this IConfiguration configuration, string name, string must) => configuration.Optional(name) ?? throw new InvalidSettingException(name, must);

    /// <summary>The address of a service: https, or http to this machine itself, where stand-ins and emulators listen.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="name">Which.</param>
    /// <param name="must">What it must be, for the message.</param>
    public static Uri Uri(this IConfiguration configuration, string name, string must) =>
        System.Uri.TryCreate(configuration.Required(name, must), UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback)) && uri.UserInfo is ""
            ? uri
            : throw new InvalidSettingException(name, must);

    /// <summary>A secret for a stand-in or an emulator on this machine; null when it is not there. Services in Azure are signed in to as the app's identity, with no secret.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="name">Which.</param>
    /// <param name="endpoint">What it is for.</param>
    public static string? LoopbackSecret(this IConfiguration configuration, string name, Uri endpoint) =>
        configuration.Optional(name) is not { } secret ? null
        : endpoint.IsLoopback ? secret
        : throw new InvalidSettingException(name, $"left out for {endpoint.Host}: keys are for emulators on this machine, in Azure the app signs in as its identity");

    /// <summary>A whole number of milliseconds.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="name">Which.</param>
    /// <param name="otherwise">What holds when it is not there.</param>
    public static TimeSpan Milliseconds(this IConfiguration configuration, string name, TimeSpan otherwise) =>
        configuration.Optional(name) is not { } value ? otherwise
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds)
        : throw new InvalidSettingException(name, "a whole number of milliseconds");
}
