using Azure.Core.Pipeline;
using Azure.Storage;
using Azure.Storage.Blobs;
using Dragonfly.Emulators.Azurite;
using Dragonfly.Functions.Clips;

namespace Dragonfly.Functions.Tests.Clips;

/// <summary>One Azurite for all tests that want it so, and a container of its own for each.</summary>
internal static class TestAzurite
{
    private static readonly Lazy<Task<Azurite>> Plain = new(() => Azurite.StartAsync());
    private static readonly Lazy<Task<Azurite>> Secure = new(() => Azurite.StartAsync(secure: true));
    private static int containers;

    static TestAzurite() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var started in (Lazy<Task<Azurite>>[])[Plain, Secure])
            if (started is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) started.Value.Result.DisposeAsync().AsTask().GetAwaiter().GetResult();
    };

    /// <summary>With its key, over http.</summary>
    public static Task<Azurite> ByKeyAsync() => Plain.Value;

    /// <summary>With tokens, over https.</summary>
    public static Task<Azurite> ByIdentityAsync() => Secure.Value;

    /// <summary>The name of a container that nobody else has.</summary>
    public static string NextContainer() => $"clips-{Interlocked.Increment(ref containers)}";

    /// <summary>A store in a container of its own.</summary>
    public static async Task<(BlobClipStore Store, BlobContainerClient Container)> OpenAsync(Azurite azurite, HttpClient http, TimeProvider? clock = null, Action<BlobClientOptions>? adjust = null)
    {
        var options = new BlobClipOptions(azurite.Endpoint, azurite.Certificate is null ? azurite.Key : null) { Container = NextContainer() };
        var transport = new HttpClientTransport(http);
        var store = new BlobClipStore(options, azurite.Certificate is null ? null : new AzuriteCredential(TimeProvider.System), clock ?? TimeProvider.System, client =>
        {
            client.Transport = transport;
            adjust?.Invoke(client);
        });
        await store.EnsureAsync(default);
        var service = new BlobServiceClient(azurite.Endpoint, new StorageSharedKeyCredential(Azurite.Account, azurite.Key), new() { Transport = transport });
        return (store, service.GetBlobContainerClient(options.Container));
    }
}
