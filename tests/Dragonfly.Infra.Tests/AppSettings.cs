using Dragonfly.Infra.Tests.Compiling;

namespace Dragonfly.Infra.Tests;

/// <summary>The settings that the app is deployed with.</summary>
internal static class AppSettings
{
    public static Dictionary<string, string> Of(Resource app) => app.At("properties.siteConfig.appSettings")!.Value.EnumerateArray()
        .ToDictionary(setting => setting.GetProperty("name").GetString()!, setting => setting.GetProperty("value").GetString()!);
}
