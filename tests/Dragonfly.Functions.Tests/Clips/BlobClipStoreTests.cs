using Azure.Storage.Blobs;
using Dragonfly.Conformance;
using Dragonfly.Core.Clips;
using Dragonfly.Emulators.Azurite;
using Dragonfly.Functions.Clips;

namespace Dragonfly.Functions.Tests.Clips;

/// <summary>The store in Blob Storage, with an account's key: as against an emulator.</summary>
[Needs(typeof(Azurite))]
public class BlobClipStoreTests : ClipStoreConformance
{
    private const string NoHolds = "Azurite answers 501 to legal holds and immutability; FileClipStoreTests hold these rules";

    private BlobClipStore store = null!;
    private BlobContainerClient container = null!;

    protected override HttpClient Http { get; } = new();

    protected override DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [StoreFact(Skip = NoHolds)]
    public override Task What_is_held_cannot_be_deleted_until_it_is_let_go() => base.What_is_held_cannot_be_deleted_until_it_is_let_go();

    [StoreFact(Skip = NoHolds)]
    public override Task There_is_no_hold_on_what_is_not_there() => base.There_is_no_hold_on_what_is_not_there();

    protected override async Task<IClipStore> OpenAsync() => await OpenAsync(await TestAzurite.ByKeyAsync(), Http);

    protected async Task<IClipStore> OpenAsync(Azurite azurite, HttpClient http)
    {
        (store, container) = await TestAzurite.OpenAsync(azurite, http);
        return store;
    }

    protected override Task CloseAsync()
    {
        store.Dispose();
        Http.Dispose();
        return Task.CompletedTask;
    }

    protected override Task PutForeignAsync(string name) => container.GetBlobClient(name).UploadAsync(BinaryData.FromString("no clip"));
}
