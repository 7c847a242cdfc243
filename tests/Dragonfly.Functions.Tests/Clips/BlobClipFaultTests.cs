using System.Net;
using Azure;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Functions.Tests.Clips;

/// <summary>What Azure Storage does and Azurite does not, by its documentation: versions, legal holds, and the ways in which it fails.</summary>
public sealed class BlobClipFaultTests
{
    private const string First = "2026-08-14T18:00:00.0000000Z";
    private const string Second = "2026-08-14T18:00:01.0000000Z";

    private static readonly ClipBlob Blob = new(new(new string('c', 32)), 1);

    [Fact]
    public async Task All_versions_of_a_file_are_deleted_and_of_no_other()
    {
        var azure = new StorageScript(request => request.Method == HttpMethod.Get
            ? StorageScript.List(($"{Blob}", First, false), ($"{Blob}", Second, false), ($"{Blob}0", First, false))
            : new(HttpStatusCode.Accepted));
        using var store = azure.Store();
        (await store.DeleteAsync(Blob, default)).ShouldBeTrue();
        azure.Asked[0].ShouldContain("include=versions");
        azure.Asked[0].ShouldContain("legalhold");
        azure.Asked.Skip(1).Select(Uri.UnescapeDataString).ShouldBe([$"DELETE /clips/{Blob}", $"DELETE /clips/{Blob}?versionid={First}", $"DELETE /clips/{Blob}?versionid={Second}"]);
    }

    [Fact]
    public async Task While_any_version_is_held_nothing_of_the_file_is_deleted()
    {
        var azure = new StorageScript(_ => StorageScript.List(($"{Blob}", First, true), ($"{Blob}", Second, false)));
        using var store = azure.Store();
        await Should.ThrowAsync<ClipHeldException>(() => store.DeleteAsync(Blob, default));
        azure.Asked.ShouldAllBe(asked => asked.StartsWith("GET ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("BlobImmutableDueToLegalHold")]
    [InlineData("BlobImmutableDueToPolicy")]
    public async Task A_hold_that_comes_while_it_is_deleted_wins(string code)
    {
        var azure = new StorageScript(request => request.Method == HttpMethod.Get ? StorageScript.List(($"{Blob}", First, false)) : StorageScript.Error(HttpStatusCode.Conflict, code));
        using var store = azure.Store();
        (await Should.ThrowAsync<ClipHeldException>(() => store.DeleteAsync(Blob, default))).InnerException.ShouldBeOfType<RequestFailedException>();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hold_is_set_on_the_file(bool held)
    {
        var said = "";
        var azure = new StorageScript(request =>
        {
            said = request.Headers.GetValues("x-ms-legal-hold").Single();
            return new(HttpStatusCode.OK);
        });
        using var store = azure.Store();
        (await store.HoldAsync(Blob, held, default)).ShouldBeTrue();
        (azure.Asked.Single(), said).ShouldBe(($"PUT /clips/{Blob}?comp=legalhold", held ? "true" : "false"));
    }

    [Fact]
    public async Task There_is_no_hold_on_what_is_not_there()
    {
        using var store = new StorageScript(_ => StorageScript.Error(HttpStatusCode.NotFound, "BlobNotFound")).Store();
        (await store.HoldAsync(Blob, held: true, default)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "ContainerNotFound")]
    [InlineData(HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "ServerBusy")]
    [InlineData(HttpStatusCode.Conflict, "ContainerBeingDeleted")]
    public async Task What_is_wrong_with_the_account_is_not_taken_for_an_answer(HttpStatusCode status, string code)
    {
        using var store = new StorageScript(_ => StorageScript.Error(status, code)).Store();
        Func<Task>[] calls =
        [
            () => store.FindAsync(Blob, default).AsTask(), () => store.OpenAsync(Blob, 0, default).AsTask(), () => store.TryCreateAsync(Blob, new byte[1], "image/png", default),
            () => store.ListAsync(null, 1, default).AsTask(), () => store.HoldAsync(Blob, true, default), () => store.DeleteAsync(Blob, default),
        ];
        foreach (var call in calls) await Should.ThrowAsync<StoreUnavailableException>(call);
    }

    [Fact]
    public async Task A_file_that_breaks_off_again_and_again_while_it_is_read_says_so()
    {
        var azure = new StorageScript(_ => new(HttpStatusCode.PartialContent)
        {
            Content = new StreamContent(new Broken()) { Headers = { { "Content-Length", "100" }, { "Content-Range", "bytes 0-99/100" } } },
            Headers = { { "ETag", "\"1\"" } },
        });
        using var store = azure.Store();
        await using var stream = (await store.OpenAsync(Blob, 0, default))!;
        await Should.ThrowAsync<IOException>(() => stream.CopyToAsync(Stream.Null));
        azure.Asked.Count.ShouldBeGreaterThan(1, "it goes on where it was, a few times");
    }

    private sealed class Broken : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("the connection is gone");

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw new IOException("the connection is gone");
    }
}
