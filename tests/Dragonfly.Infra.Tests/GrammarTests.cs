using Dragonfly.Infra.Tests.Compiling;

namespace Dragonfly.Infra.Tests;

/// <summary>Every file can be read by the public grammar for Bicep (npm, <c>tests/infra</c>) as well, so that editors and reviewers' tools can.</summary>
public sealed class GrammarTests
{
    [GrammarFact]
    public void Every_file_is_parsed()
    {
        var answer = Grammar.Parse(Repository.Infra);
        answer.Output.Trim().ShouldBe($"{Repository.BicepFiles.Count()} files");
        answer.ExitCode.ShouldBe(0);
    }

    [GrammarFact]
    public void What_the_grammar_does_not_know_is_found()
    {
        var folder = Directory.CreateTempSubdirectory("dragonfly-infra-").FullName;
        File.WriteAllText(Path.Combine(folder, "it.bicep"), "var some = {}\nvar all = { ...some }\n");
        var answer = Grammar.Parse(folder);
        Directory.Delete(folder, recursive: true);
        answer.Output.ShouldContain("it.bicep(2,");
        answer.ExitCode.ShouldBe(1);
    }
}
