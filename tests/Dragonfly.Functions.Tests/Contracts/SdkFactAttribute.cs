using System.Reflection;

namespace Dragonfly.Functions.Tests.Contracts;

/// <summary>Runs where the contracts were built and <see cref="Variable"/> names a folder with the real SDK's assemblies; elsewhere it is skipped, saying why.</summary>
public sealed class SdkFactAttribute : FactAttribute
{
    public const string Variable = "DRAGONFLY_SDK_ASSEMBLIES";

    public static string? Folder => Environment.GetEnvironmentVariable(Variable);

    public SdkFactAttribute()
    {
        var built = typeof(SdkFactAttribute).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "AzureSdk").Value;
        if (built != "contracts") Skip = $"built with AzureSdk={built}: there are no contracts to compare";
        else if (Folder is not { Length: > 0 }) Skip = $"{Variable} names no folder with the assemblies of the real SDK";
    }
}
