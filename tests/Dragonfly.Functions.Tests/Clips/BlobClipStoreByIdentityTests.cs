using Dragonfly.Conformance;
using Dragonfly.Core.Clips;
using Dragonfly.Emulators.Azurite;

namespace Dragonfly.Functions.Tests.Clips;

/// <summary>The store in Blob Storage as it is in Azure: no key, a token for what the app does itself, and links signed with a user delegation key.</summary>
[Needs(typeof(Azurite))]
public sealed class BlobClipStoreByIdentityTests : BlobClipStoreTests
{
    private HttpClient http = null!;

    protected override HttpClient Http => http;

    protected override async Task<IClipStore> OpenAsync()
    {
        var azurite = await TestAzurite.ByIdentityAsync();
        http = azurite.Certificate!.Client();
        return await OpenAsync(azurite, http);
    }
}
