using System.Collections.Concurrent;

namespace Dragonfly.Infra.Tests.Compiling;

/// <summary>What a Bicep file compiles to.</summary>
internal static class Template
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> Known = new();

    /// <summary>The template, with its modules in it.</summary>
    public static string Of(string file) => Known.GetOrAdd(file, static name => new(() => Compile(name))).Value;

    private static string Compile(string file)
    {
        var answer = BicepCompiler.Run(Repository.Infra, "build", file, "--stdout");
        answer.Errors.ShouldBeEmpty();
        answer.ExitCode.ShouldBe(0);
        return answer.Output;
    }
}
