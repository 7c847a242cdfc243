using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents.Cad;

namespace Dragonfly.Functions.Clips;

/// <summary>
/// What the account of the clip store says, in a CloudEvent 1.0, when a file is whole. Only its name is taken: what it is, the store is asked, since an event may say anything.
/// </summary>
public static class ClipArrival
{
    /// <summary>The type of the event.</summary>
    public const string EventType = "Microsoft.Storage.BlobCreated";

    /// <summary>What the subject of a clip's file begins with; other containers are nothing to us.</summary>
    public const string Subjects = "/blobServices/default/containers/clips/blobs/";

    /// <summary>Reads the event, and notes what is wrong with it.</summary>
    public static ClipBlob Read(FieldReader fields)
    {
        if (fields.Text("specversion", 8, required: true) is { } version && version is not "1.0") fields.Add("specversion", "unsupportedVersion", "must be 1.0");
        fields.Text("id", 200, required: true);
        if (fields.Text("subject", 1_200, required: true) is not { } subject) return default;
        if (subject.StartsWith(Subjects, StringComparison.Ordinal) && ClipBlob.TryParse(subject[Subjects.Length..], out var blob)) return blob;
        fields.Add("subject", "notAClip", "must be the file of a clip");
        return default;
    }
}
