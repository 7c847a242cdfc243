using System.Text.Json.Serialization;
using Dragonfly.Core.Access;
using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Access;

/// <summary>Somebody as an item: under an id that Cosmos DB takes, and the real one to list by.</summary>
internal sealed record PersonItem(string Id, string Principal, [property: JsonConverter(typeof(CoreValue<Person>))] Person Person)
{
    /// <summary>The item of somebody.</summary>
    public static PersonItem Of(Person person) => new(ItemId.Of(person.Id), person.Id, person);
}
