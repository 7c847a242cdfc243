using Azure.Core;

namespace Dragonfly.Emulators;

/// <summary>The credential of who needs none, since stand-ins let in who has their key.</summary>
public sealed class NoCredential : TokenCredential
{
    /// <inheritdoc/>
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new InvalidOperationException("a key is used");

    /// <inheritdoc/>
    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new InvalidOperationException("a key is used");
}
