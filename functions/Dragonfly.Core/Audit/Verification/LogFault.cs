namespace Dragonfly.Core.Audit.Verification;

/// <summary>Something that is wrong with the log.</summary>
/// <param name="Code">What; see <see cref="FaultCode"/>.</param>
/// <param name="Timeline">The timeline at fault; null when it is the export as a whole.</param>
/// <param name="Sequence">The entry at fault; null when it is the timeline as a whole.</param>
/// <param name="Line">The line of the export; null when what is wrong is that there is none.</param>
/// <param name="Detail">For people.</param>
public sealed record LogFault(string Code, string? Timeline, long? Sequence, long? Line, string Detail);

/// <summary>What can be wrong with the log.</summary>
public static class FaultCode
{
    /// <summary>A line is not JSON, or JSON that no entry can be.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>An entry lacks something that every entry has.</summary>
    public const string FieldLost = "fieldLost";

    /// <summary>An entry has something that no entry has.</summary>
    public const string FieldAdded = "fieldAdded";

    /// <summary>An entry is not as it was written: its hash says so, or a checkpoint.</summary>
    public const string Changed = "changed";

    /// <summary>An entry is not there, although later ones are.</summary>
    public const string Missing = "missing";

    /// <summary>An entry stands where it does not belong.</summary>
    public const string Reordered = "reordered";

    /// <summary>An entry, or a timeline, is there twice.</summary>
    public const string Duplicated = "duplicated";

    /// <summary>An entry does not hold the hash of the one before it: one of the two is not the one that was written.</summary>
    public const string NotLinked = "notLinked";

    /// <summary>A timeline ends before the place that a checkpoint sealed.</summary>
    public const string Truncated = "truncated";

    /// <summary>A timeline that a checkpoint sealed is not there.</summary>
    public const string TimelineMissing = "timelineMissing";

    /// <summary>A timeline is said to be another agency's than a checkpoint says.</summary>
    public const string WrongAgency = "wrongAgency";

    /// <summary>An entry is so old that a checkpoint should list it, and none does: it was not there then.</summary>
    public const string Unsealed = "unsealed";

    /// <summary>A checkpoint is not signed by the key that it names.</summary>
    public const string BadSignature = "badSignature";

    /// <summary>A checkpoint names a key that is not among those that are trusted.</summary>
    public const string UnknownKey = "unknownKey";

    /// <summary>The export is not whole.</summary>
    public const string Incomplete = "incomplete";
}
