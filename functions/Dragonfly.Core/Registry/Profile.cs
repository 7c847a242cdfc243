namespace Dragonfly.Core.Registry;

/// <summary>Who a partner is to people. Kept beside its timeline, and deleted on schedule when it has left; the log stays whole without it.</summary>
/// <param name="Name">The business.</param>
/// <param name="Contact">Whom to speak to.</param>
/// <param name="Email">Where to write to.</param>
/// <param name="Phone">Where to call.</param>
/// <param name="Address">Its postal address.</param>
/// <param name="Sites">Names of its sites, by site.</param>
public sealed record Profile(
    string Name, string? Contact, string? Email, string? Phone, string? Address, System.Collections.Immutable.ImmutableSortedDictionary<string, string> Sites);
