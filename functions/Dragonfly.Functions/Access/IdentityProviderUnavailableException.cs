namespace Dragonfly.Functions.Access;

/// <summary>Whoever issues tokens does not say by which keys to verify them: no token was found good or bad. The caller may try again.</summary>
public sealed class IdentityProviderUnavailableException(string message, Exception inner) : Exception(message, inner);
