using Dragonfly.Functions.Audit;
using Microsoft.Extensions.Configuration;

namespace Dragonfly.Functions.Tests.Audit;

public sealed class AuditOptionsTests
{
    [Fact]
    public void The_log_is_kept_for_seven_years_unless_said_otherwise()
    {
        Bind(null).RetainDays.ShouldBe(2_555);
        Bind("365").RetainDays.ShouldBe(365);
    }

    [Theory]
    [InlineData("364")]
    [InlineData("0")]
    [InlineData("-1")]
    public void Less_than_a_year_is_refused(string days) => Should.Throw<Exception>(() => Bind(days)).ToString().ShouldContain("Audit:RetainDays must be at least 365");

    private static AuditOptions Bind(string? days) =>
        new ConfigurationBuilder().AddInMemoryCollection(days is null ? [] : new Dictionary<string, string?> { ["Audit:RetainDays"] = days }).Build().GetSection("Audit").Get<AuditOptions>() ?? new();
}
