using System.Text.Json;
using Dragonfly.Infra.Tests.Compiling;

namespace Dragonfly.Infra.Tests;

/// <summary>Every file compiles without a word from the compiler or the linter, all of whose rules are errors.</summary>
public sealed class CompilationTests
{
    public static TheoryData<string> Files => [.. Repository.BicepFiles];

    public static TheoryData<string> ParameterFiles => [.. Directory.EnumerateFiles(Repository.Parameters).Select(file => Path.GetFileName(file))];

    [BicepTheory]
    [MemberData(nameof(Files))]
    public void A_file_compiles_without_warnings(string file)
    {
        var answer = BicepCompiler.Run(Repository.Infra, "build", file, "--stdout");
        answer.Errors.ShouldBeEmpty();
        answer.ExitCode.ShouldBe(0);
        JsonDocument.Parse(answer.Output).RootElement.TryGetProperty("$schema", out _).ShouldBeTrue();
    }

    [BicepTheory]
    [MemberData(nameof(ParameterFiles))]
    public void Parameters_compile_without_warnings(string file)
    {
        var answer = BicepCompiler.Run(Repository.Parameters, "build-params", file, "--stdout");
        answer.Errors.ShouldBeEmpty();
        answer.ExitCode.ShouldBe(0);
    }

    [BicepFact]
    public void A_file_with_a_mistake_does_not()
    {
        var folder = Directory.CreateTempSubdirectory("dragonfly-infra-").FullName;
        File.WriteAllText(Path.Combine(folder, "it.bicep"), "resource it 'Microsoft.DurableTask/schedulers@2026-02-01' = {\n  name: 'it'\n  location: 'eastus2'\n  properties: { sku: { name: 'Consumption' }, ipAllowList: [] }\n}\n");
        var answer = BicepCompiler.Run(folder, "build", "it.bicep", "--stdout");
        Directory.Delete(folder, recursive: true);
        answer.Errors.ShouldContain("ipAllowList");
    }

    [Fact]
    public void The_linter_is_told_of_every_rule_as_an_error()
    {
        using var config = JsonDocument.Parse(Repository.Read("infra", "bicepconfig.json"));
        var rules = config.RootElement.GetProperty("analyzers").GetProperty("core").GetProperty("rules").EnumerateObject().ToArray();
        rules.Length.ShouldBeGreaterThan(35);
        rules.ShouldAllBe(rule => rule.Value.GetProperty("level").GetString() == "error");
    }
}
