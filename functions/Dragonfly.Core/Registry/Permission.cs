namespace Dragonfly.Core.Registry;

/// <summary>Whether a feed may be unlocked: either until a moment, or not, with the reason's code.</summary>
/// <param name="Until">How long it stands at the longest; null when refused.</param>
/// <param name="Refusal">Why not; null when it stands.</param>
/// <param name="Ends">What ends it then: the reason's code.</param>
public readonly record struct Permission(DateTimeOffset? Until, string? Refusal, string Ends = "sharingHours")
{
    /// <summary>Permitted until <paramref name="until"/>.</summary>
    public static Permission Granted(DateTimeOffset until) => new(until, null);

    /// <summary>Not permitted.</summary>
    public static Permission Refused(string reason) => new(null, reason);

    /// <summary>Both: refused when either is, and for no longer than the one that ends first.</summary>
    public Permission And(Permission other) => Refusal is not null ? this : other.Refusal is not null || other.Until < Until ? other : this;
}
