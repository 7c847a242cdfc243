using Xunit;

namespace Dragonfly.Functions.Tests.Contracts;

/// <summary>A test that needs the real SDK assemblies, which not every build machine can restore.</summary>
internal sealed class SdkFactAttribute : FactAttribute
{
    public const string Variable = "DRAGONFLY_SDK_ASSEMBLIES";

    public SdkFactAttribute()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)))
            Skip = $"{Variable} does not name a folder of the real SDK assemblies (the output of a build with AzureSdk=packages).";
    }
}
