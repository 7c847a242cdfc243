using System.Security.Cryptography;
using Dragonfly.Core.Clips;

namespace Dragonfly.Conformance;

/// <summary>
/// What every clip store must do. Derive from it, one class for each adapter. Azurite, the emulator of Azure Storage, answers 501 to legal holds and has neither versions nor
/// immutability: the rules of holds are skipped there, and hold on files alone; what Azure does about them is read from its documentation.
/// </summary>
public abstract partial class ClipStoreConformance : IAsyncLifetime
{
    /// <summary>The store under test.</summary>
    protected IClipStore Store { get; private set; } = null!;

    /// <summary>Follows links.</summary>
    protected abstract HttpClient Http { get; }

    /// <summary>The time by the store's clock.</summary>
    protected abstract DateTimeOffset Now { get; }

    /// <inheritdoc/>
    public async Task InitializeAsync() => Store = await OpenAsync();

    /// <inheritdoc/>
    public Task DisposeAsync() => CloseAsync();

    /// <summary>Opens a store that holds nothing; once for each test.</summary>
    protected abstract Task<IClipStore> OpenAsync();

    /// <summary>Closes and removes it.</summary>
    protected abstract Task CloseAsync();

    /// <summary>Puts something into the store that is no clip, past the port.</summary>
    protected abstract Task PutForeignAsync(string name);

    [StoreFact]
    public async Task Holds_nothing_at_first()
    {
        (await Store.FindAsync(Blob(1), default)).ShouldBeNull();
        (await Store.OpenAsync(Blob(1), 0, default)).ShouldBeNull();
        (await Store.DeleteAsync(Blob(1), default)).ShouldBeFalse();
        var page = await Store.ListAsync(null, 10, default);
        page.Files.ShouldBeEmpty();
        page.Next.ShouldBeNull();
    }

    [StoreFact]
    public async Task What_was_written_is_read_as_it_was_from_wherever_one_begins()
    {
        var content = Bytes(300_000);
        (await Store.TryCreateAsync(Blob(1), content, "image/png", default)).ShouldBeTrue();
        var file = (await Store.FindAsync(Blob(1), default)).ShouldNotBeNull();
        (file.Blob, file.Length, file.ContentType, file.Held).ShouldBe((Blob(1), 300_000, "image/png", false));
        file.CreatedAt.ShouldBe(Now, TimeSpan.FromMinutes(1));
        foreach (var from in (long[])[0, 1, 299_999, 300_000]) (await ReadAsync(Blob(1), from)).ShouldBe(content[(int)from..]);
    }

    [StoreFact]
    public async Task An_empty_file_is_a_file()
    {
        (await Store.TryCreateAsync(Blob(1), default, "video/mp4", default)).ShouldBeTrue();
        (await Store.FindAsync(Blob(1), default))!.Length.ShouldBe(0);
        (await ReadAsync(Blob(1), 0)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_file_is_written_once()
    {
        await Store.TryCreateAsync(Blob(1), Bytes(100), "image/png", default);
        (await Store.TryCreateAsync(Blob(1), Bytes(200), "image/jpeg", default)).ShouldBeFalse();
        (await Store.FindAsync(Blob(1), default))!.ContentType.ShouldBe("image/png");
        (await ReadAsync(Blob(1), 0)).ShouldBe(Bytes(100));
        (await Store.TryCreateAsync(Blob(2), Bytes(200), "image/jpeg", default)).ShouldBeTrue("each try has a file of its own");
    }

    [StoreFact]
    public async Task Of_many_who_write_at_once_one_wins_and_its_file_is_whole()
    {
        var written = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Store.TryCreateAsync(Blob(1), Bytes(1_000 * i), $"image/{i}", default)));
        var winner = Array.IndexOf(written, true) + 1;
        written.Count(won => won).ShouldBe(1);
        (await Store.FindAsync(Blob(1), default))!.ContentType.ShouldBe($"image/{winner}");
        (await ReadAsync(Blob(1), 0)).ShouldBe(Bytes(1_000 * winner));
    }

    [StoreFact]
    public async Task Files_are_listed_by_name_page_after_page_and_what_is_no_clip_is_left_out()
    {
        ClipBlob[] blobs = [.. Enumerable.Range(1, 25).Select(i => new ClipBlob(new($"{i * 7 % 25:x32}"), 1))];
        foreach (var blob in blobs) await Store.TryCreateAsync(blob, Bytes(10), "image/png", default);
        await PutForeignAsync("readme.txt");
        var (seen, after, pages) = (new List<ClipFile>(), default(string), 0);
        do
        {
            var page = await Store.ListAsync(after, 10, default);
            page.Files.Length.ShouldBeLessThanOrEqualTo(10);
            seen.AddRange(page.Files);
            after = page.Next;
            (++pages).ShouldBeLessThan(10);
        }
        while (after is not null);
        seen.Select(file => file.Blob).ShouldBe(blobs.OrderBy(blob => blob.ToString(), StringComparer.Ordinal));
        pages.ShouldBeGreaterThan(1);
        seen.ShouldAllBe(file => file.Length == 10 && file.ContentType == "image/png" && !file.Held);
        seen[0].CreatedAt.ShouldBe(Now, TimeSpan.FromMinutes(1));
    }

    [StoreFact]
    public async Task What_was_deleted_is_gone_and_no_other()
    {
        var link = await Store.LinkToReadAsync(Blob(1), Now.AddMinutes(5), null, default);
        foreach (var attempt in (int[])[1, 10]) await Store.TryCreateAsync(Blob(attempt), Bytes(10), "image/png", default);
        (await Store.DeleteAsync(Blob(1), default)).ShouldBeTrue();
        (await Store.DeleteAsync(Blob(1), default)).ShouldBeFalse();
        (await Store.FindAsync(Blob(1), default)).ShouldBeNull();
        (await Store.OpenAsync(Blob(1), 0, default)).ShouldBeNull();
        (await StatusAsync(HttpMethod.Get, link)).ShouldBe(404);
        (await Store.ListAsync(null, 10, default)).Files.ShouldHaveSingleItem().Blob.ShouldBe(Blob(10));
    }

    [StoreFact]
    public virtual async Task What_is_held_cannot_be_deleted_until_it_is_let_go()
    {
        await Store.TryCreateAsync(Blob(1), Bytes(10), "image/png", default);
        for (var i = 0; i < 2; i++) (await Store.HoldAsync(Blob(1), held: true, default)).ShouldBeTrue();
        await Should.ThrowAsync<ClipHeldException>(() => Store.DeleteAsync(Blob(1), default));
        (await ReadAsync(Blob(1), 0)).ShouldBe(Bytes(10));
        (await Store.FindAsync(Blob(1), default))!.Held.ShouldBeTrue();
        (await Store.ListAsync(null, 10, default)).Files.ShouldHaveSingleItem().Held.ShouldBeTrue();
        for (var i = 0; i < 2; i++) (await Store.HoldAsync(Blob(1), held: false, default)).ShouldBeTrue();
        (await Store.FindAsync(Blob(1), default))!.Held.ShouldBeFalse();
        (await Store.DeleteAsync(Blob(1), default)).ShouldBeTrue();
    }

    [StoreFact]
    public virtual async Task There_is_no_hold_on_what_is_not_there()
    {
        (await Store.HoldAsync(Blob(1), held: true, default)).ShouldBeFalse();
        (await Store.HoldAsync(Blob(1), held: false, default)).ShouldBeFalse();
    }

    [StoreFact]
    public async Task A_call_that_was_cancelled_before_it_began_does_nothing()
    {
        var over = new CancellationToken(canceled: true);
        await Should.ThrowAsync<OperationCanceledException>(() => Store.TryCreateAsync(Blob(1), Bytes(10), "image/png", over));
        await Should.ThrowAsync<OperationCanceledException>(() => Store.FindAsync(Blob(1), over).AsTask());
        await Should.ThrowAsync<OperationCanceledException>(() => Store.DeleteAsync(Blob(1), over));
        (await Store.FindAsync(Blob(1), default)).ShouldBeNull();
    }

    /// <summary>A file of one clip.</summary>
    protected static ClipBlob Blob(int attempt) => new(new(new string('c', 32)), attempt);

    /// <summary>Bytes that look like nothing, always the same.</summary>
    protected static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i += 32) SHA256.HashData(BitConverter.GetBytes(i)).AsSpan(0, Math.Min(32, count - i)).CopyTo(bytes.AsSpan(i));
        return bytes;
    }

    private async Task<byte[]> ReadAsync(ClipBlob blob, long from)
    {
        await using var stream = (await Store.OpenAsync(blob, from, default)).ShouldNotBeNull();
        using var read = new MemoryStream();
        await stream.CopyToAsync(read);
        return read.ToArray();
    }
}
