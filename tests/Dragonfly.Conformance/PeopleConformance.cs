using Dragonfly.Core.Access;

namespace Dragonfly.Conformance;

/// <summary>What every directory of people must do. Derive from it, one class for each adapter.</summary>
public abstract class PeopleConformance : IAsyncLifetime
{
    private IPeople people = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => people = await OpenAsync();

    /// <inheritdoc/>
    public Task DisposeAsync() => CloseAsync();

    /// <summary>Opens a directory that lists nobody; once for each test.</summary>
    protected abstract Task<IPeople> OpenAsync();

    /// <summary>Closes and removes it.</summary>
    protected abstract Task CloseAsync();

    [Fact]
    public async Task Who_is_listed_is_found_as_listed()
    {
        var ann = new Person("ann", "4711", EveryEvent.AwkwardText, new("America/New_York", [new([DayOfWeek.Monday, DayOfWeek.Sunday], new(22, 30), new(6, 30))]));
        await people.SaveAsync(ann, default);
        await people.SaveAsync(new("bob", null, null, null), default);
        ShouldBe((await people.FindAsync(["ann"], default)).ShouldHaveSingleItem(), ann);
        (await people.FindAsync(["bob", "ANN", "cat"], default)).ShouldHaveSingleItem().ShouldBe(new("bob", null, null, null));
        (await people.FindAsync([], default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Listed_again_takes_the_place_of_what_was()
    {
        await people.SaveAsync(new("ann", "4711", "Ann", null), default);
        await people.SaveAsync(new("ann", "4712", null, null), default);
        (await people.FindAsync(["ann"], default)).ShouldBe([new("ann", "4712", null, null)]);
    }

    [Fact]
    public async Task Who_is_removed_is_not_there_and_may_be_removed_again()
    {
        await people.SaveAsync(new("ann", "4711", "Ann", null), default);
        await people.RemoveAsync("ann", default);
        await people.RemoveAsync("ann", default);
        (await people.FindAsync(["ann"], default)).ShouldBeEmpty();
        (await people.ListAsync(null, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_listed_by_id_page_by_page()
    {
        foreach (var id in (string[])["c", "a", "d", "b", "B"]) await people.SaveAsync(new(id, null, null, null), default);
        (await people.ListAsync(null, 3, default)).Select(person => person.Id).ShouldBe(["B", "a", "b"]);
        (await people.ListAsync("b", 3, default)).Select(person => person.Id).ShouldBe(["c", "d"]);
    }

    private static void ShouldBe(Person person, Person expected)
    {
        person.Shift!.Hours[0].Days.ShouldBe(expected.Shift!.Hours[0].Days);
        (person.Id, person.Badge, person.Name, person.Shift.TimeZone, person.Shift.Hours[0].From, person.Shift.Hours[0].To)
            .ShouldBe((expected.Id, expected.Badge, expected.Name, expected.Shift.TimeZone, expected.Shift.Hours[0].From, expected.Shift.Hours[0].To));
    }
}
