namespace Dragonfly.Infra.Tests.Compiling;

/// <summary>
/// Runs where the Bicep compiler is to be had; elsewhere it is skipped, saying why. Where <c>DRAGONFLY_REQUIRE_EMULATORS</c> is 1 (CI) it runs, and fails with that reason.
/// </summary>
public sealed class BicepFactAttribute : FactAttribute
{
    public BicepFactAttribute() => Skip = Required.OrSkip(BicepCompiler.WhyNot);
}

/// <summary>The same, for several cases.</summary>
public sealed class BicepTheoryAttribute : TheoryAttribute
{
    public BicepTheoryAttribute() => Skip = Required.OrSkip(BicepCompiler.WhyNot);
}

/// <summary>Whether what is missing may be done without.</summary>
internal static class Required
{
    public static string? OrSkip(string? whyNot) => Environment.GetEnvironmentVariable("DRAGONFLY_REQUIRE_EMULATORS") is "1" ? null : whyNot;
}
