using Dragonfly.Core.Bulletins;

namespace Dragonfly.Core.Tests.Bulletins;

public sealed class UnitNameTests
{
    [Theory]
    [InlineData("B12", "B12")]
    [InlineData("b12", "B12")]
    [InlineData(" b12\t", "B12")]
    [InlineData("Engine 4", "ENGINE 4")]
    [InlineData("", "")]
    [InlineData("straße-9", "STRAßE-9")] // Not a character longer than it was.
    public void Names_that_differ_in_case_alone_are_one(string written, string name) => UnitName.Of(written).ShouldBe(name);
}
