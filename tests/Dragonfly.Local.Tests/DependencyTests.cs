using System.Reflection;
using Dragonfly.Audit;
using Dragonfly.Core.Incidents;
using Dragonfly.Functions;

namespace Dragonfly.Local.Tests;

/// <summary>Dependencies point one way: Local → Functions → Core ← Audit.</summary>
public sealed class DependencyTests
{
    private static readonly string[] Foreign = ["Azure", "Microsoft.Azure", "Microsoft.AspNetCore", "Microsoft.Data", "Microsoft.DurableTask", "Dragonfly"];

    [Fact]
    public void Core_knows_nothing_but_the_base_library_and_a_calendar() =>
        ReferencesOf(typeof(Incident)).Where(name => Foreign.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ShouldBeEmpty();

    [Fact]
    public void Functions_know_Core_alone_of_ours() =>
        ReferencesOf(typeof(DragonflyApplication)).Where(name => name.StartsWith("Dragonfly", StringComparison.Ordinal)).ShouldBe(["Dragonfly.Core"]);

    [Fact]
    public void The_auditors_tool_knows_Core_alone_of_ours() =>
        ReferencesOf(typeof(AuditCommand)).Where(name => Foreign.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ShouldBe(["Dragonfly.Core"]);

    [Fact]
    public void Functions_know_none_of_the_embedded_adapters() =>
        ReferencesOf(typeof(DragonflyApplication)).ShouldNotContain("Microsoft.Data.Sqlite");

    private static IEnumerable<string> ReferencesOf(Type type) => type.Assembly.GetReferencedAssemblies().Select(reference => reference.Name!);
}
