using Dragonfly.Functions.Configuration;

namespace Dragonfly.Functions.Access;

/// <summary>What stands between callers and us. Settings <c>Access__…</c>.</summary>
public sealed record AccessOptions : IOptionSection
{
    static string IOptionSection.Section => "Access";

    /// <summary>
    /// How many proxies of ours a request passes, each of which adds to <c>X-Forwarded-For</c> whom it heard it from: 0 to go by the connection, 1 behind
    /// App Service's front end, 2 when Front Door is before that. What stands further left in the header is the client's own claim.
    /// </summary>
    public int TrustedProxies { get; init; }

    /// <summary>False to let everybody call as often as they like.</summary>
    public bool LimitsCalls { get; init; } = true;

    /// <inheritdoc/>
    public IEnumerable<(string Property, string Must)> Faults()
    {
        if (TrustedProxies is < 0 or > 10) yield return (nameof(TrustedProxies), "the number of proxies before the app, 0 to 10");
    }
}
