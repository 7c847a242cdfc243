using System.Text.Json.Serialization;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Incidents.Cad;

/// <summary>A message that could not be understood, as an item.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Agency">Whose.</param>
/// <param name="Place">Where it stands in the list of all: by receipt, then by id.</param>
/// <param name="Expires">When it is to be gone, sortable.</param>
/// <param name="Ttl">Seconds from its last write after which Cosmos DB deletes it, should nobody have.</param>
/// <param name="Message">What is known of it.</param>
/// <param name="Body">Its bytes; null when they were too many to keep.</param>
internal sealed record RejectedItem(
    string Id, string Agency, string Place, string Expires, int Ttl, [property: JsonConverter(typeof(CoreValue<RejectedMessage>))] RejectedMessage Message, byte[]? Body)
{
    /// <summary>The item of a message.</summary>
    public static RejectedItem Of(RejectedMessage message, ReadOnlyMemory<byte>? body, DateTimeOffset now) => new(
        message.Id.Value,
        message.Agency.Value,
        PlaceOf(message.ReceivedAt, message.Id),
        SortableTime.Of(message.ExpiresAt),
        (int)Math.Clamp(Math.Ceiling((message.ExpiresAt - now).TotalSeconds), 1, int.MaxValue),
        message,
        body?.ToArray());

    /// <summary>Where a message stands that was received at a moment.</summary>
    public static string PlaceOf(DateTimeOffset receivedAt, RejectedId id) => $"{SortableTime.Of(receivedAt)} {id}";

    /// <summary>The place right after which a page begins, when the newest come first.</summary>
    public static string PlaceOf(Cursor<RejectedId> cursor) => PlaceOf(cursor.At, cursor.Id);
}
