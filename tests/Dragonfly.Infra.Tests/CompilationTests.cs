using System.Text.Json;
using Dragonfly.Infra.Tests.Compiling;

namespace Dragonfly.Infra.Tests;

/// <summary>Every file compiles without a word from the compiler or the linter, all of whose rules are errors.</summary>
public sealed class CompilationTests
{
    private const string Mistaken = """
        resource it 'Microsoft.DurableTask/schedulers@2026-02-01' = {
          name: 'it'
          location: resourceGroup().location
          properties: { sku: { name: 'Consumption' }, ipAllowList: [] }
        }
        """;

    [BicepFact]
    public void Every_file_compiles_without_warnings()
    {
        Repository.BicepFiles.Count().ShouldBeGreaterThan(20);
        var answer = BicepCompiler.Run(Repository.Infra, "lint", "--pattern", "./**/*.bicep");
        answer.Errors.ShouldBeEmpty();
        answer.Output.ShouldBeEmpty();
        answer.ExitCode.ShouldBe(0);
    }

    [BicepFact]
    public void A_file_with_a_mistake_does_not()
    {
        var folder = Directory.CreateTempSubdirectory("dragonfly-infra-").FullName;
        File.WriteAllText(Path.Combine(folder, "it.bicep"), Mistaken);
        var answer = BicepCompiler.Run(folder, "lint", "--pattern", "./**/*.bicep");
        Directory.Delete(folder, recursive: true);
        answer.Errors.ShouldContain("ipAllowList");
    }

    [BicepFact]
    public void Every_file_is_as_the_formatter_leaves_it()
    {
        var folder = Directory.CreateTempSubdirectory("dragonfly-infra-").FullName;
        foreach (var file in Repository.BicepFiles.Append("bicepconfig.json"))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.Copy(Path.Combine(Repository.Infra, file), Path.Combine(folder, file));
        }

        BicepCompiler.Run(folder, "format", "--pattern", "./**/*.bicep").ExitCode.ShouldBe(0);
        var changed = Repository.BicepFiles.Where(file => File.ReadAllText(Path.Combine(folder, file)) != Repository.Read("infra", file)).ToArray();
        Directory.Delete(folder, recursive: true);
        changed.ShouldBeEmpty("run: bicep format");
    }

    [Fact]
    public void Every_file_is_part_of_what_is_deployed()
    {
        string[] roots = ["main.bicep", "subscriptions.bicep"];
        var texts = Repository.BicepFiles.Select(file => Repository.Read("infra", file)).ToArray();
        Repository.BicepFiles.Except(roots).Where(file => !texts.Any(text => text.Contains($"{Path.GetFileName(file)}'", StringComparison.Ordinal))).ShouldBeEmpty();
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
