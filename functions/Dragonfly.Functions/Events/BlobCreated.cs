using System.Globalization;
using System.Text.Json;
using Dragonfly.Core.Clips;

namespace Dragonfly.Functions.Events;

/// <summary>What Blob Storage tells over Event Grid of a file that is whole: CloudEvents 1.0, by Microsoft's documentation of Azure Blob Storage as an Event Grid source.</summary>
public static class BlobCreated
{
    /// <summary>The event's type.</summary>
    public const string EventType = "Microsoft.Storage.BlobCreated";

    private const string Subject = "/blobServices/default/containers/clips/blobs/";

    /// <summary>The clip's file that an event is about; null when it is about something else.</summary>
    public static ClipBlob? Read(JsonElement happened) =>
        happened.TryGetProperty("subject", out var subject) && subject.ValueKind is JsonValueKind.String && subject.GetString() is { } text
        && text.StartsWith(Subject, StringComparison.Ordinal) && ClipBlob.TryParse(text[Subject.Length..], out var blob) ? blob : null;

    /// <summary>The event for a file.</summary>
    public static string EventFor(ClipBlob blob, string id, DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"specversion":"1.0","id":"{{id}}","source":"/clips","type":"{{EventType}}","subject":"{{Subject}}{{blob}}","time":"{{at:O}}","data":{ "api":"PutBlob" } }""");
}
