using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Tests.Incidents.Cad;

public sealed class CallTypesTests
{
    private static readonly string[] Lines = new StreamReader(typeof(CallTypes).Assembly.GetManifestResourceStream("call-types.csv")!).ReadToEnd().TrimEnd('\n').Split('\n');

    [Fact]
    public void Every_line_of_the_table_has_a_code_once_and_a_description()
    {
        var rows = Lines.Skip(1).Select(line => line.Split(',')).ToArray();
        rows.ShouldAllBe(row => row.Length == 2 && row[0].Length <= 32 && row[1].Length > 0 && row[0].All(char.IsAsciiLetterOrDigit) && row[0] == row[0].ToUpperInvariant());
        rows.Select(row => row[0]).ShouldBe(rows.Select(row => row[0]).Distinct().Order(StringComparer.Ordinal));
        rows.Length.ShouldBe(245, "that is what NENA-STA-021.1b lists");
    }

    [Fact]
    public void What_the_policy_names_is_in_the_registry()
    {
        UnlockPolicy.Default.Rules.Keys.ShouldAllBe(code => CallTypes.IsKnown(code));
        UnlockPolicy.Forbidden.ShouldAllBe(code => CallTypes.IsKnown(code));
    }

    [Theory]
    [InlineData("robbery", true)]
    [InlineData("MVAINJY", true)]
    [InlineData("code", false)]
    [InlineData("ROB", false)]
    [InlineData("", false)]
    public void A_code_is_known_in_any_case(string code, bool known) => CallTypes.IsKnown(code).ShouldBe(known);
}
