using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Tests.Storage;

public sealed class ItemIdTests
{
    [Theory]
    [InlineData("feed-1", "feed-1")]
    [InlineData("a/b", "a~2fb")]
    [InlineData("a~2fb", "a~7e2fb")]
    [InlineData("ä", "~c3~a4")]
    [InlineData(" ", "~20")]
    public void What_an_id_may_not_hold_is_escaped(string text, string id) => ItemId.Of(text).ShouldBe(id);

    [Fact]
    public void However_long_a_text_is_its_id_is_not()
    {
        string[] texts = ["", new('x', 500), new('x', 501), new('x', 5_000), new('/', 200), new('\u4e2d', 300)];
        texts.Select(ItemId.Of).ShouldAllBe(id => id.Length > 0 && id.Length <= 500);
        texts.Select(ItemId.Of).ShouldBeUnique();
    }
}
