using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Tests.Operations;

/// <summary>Alerts and queries go by event ids: each line has one, and no two have the same.</summary>
public sealed class LogEventTests
{
    [Fact]
    public void Every_line_that_is_logged_has_an_id_of_its_own()
    {
        var lines = typeof(DragonflyApplication).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => (Name: $"{method.DeclaringType!.Name}.{method.Name}", Line: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(line => line.Line is not null)
            .ToArray();
        lines.Length.ShouldBeGreaterThan(10);
        lines.Where(line => line.Line!.EventId <= 0).Select(line => line.Name).ShouldBeEmpty();
        lines.GroupBy(line => line.Line!.EventId).Where(group => group.Count() > 1).Select(group => string.Join(", ", group.Select(line => line.Name))).ShouldBeEmpty();
    }
}
