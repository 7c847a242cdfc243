namespace Dragonfly.Core.Incidents;

/// <summary>A store did not take or give what it was asked for. Nothing was acknowledged; the caller may try again.</summary>
public sealed class StoreUnavailableException(string store, Exception inner) : Exception($"the {store} store is unavailable", inner);
