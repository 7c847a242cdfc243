using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Local.Clips;

/// <summary>
/// Clips as files in the data folder, a folder each with the file and what there is to say of it: a folder is moved into place whole or not at all, and never over another. Holds are marks in
/// it. The folder is this process's alone.
/// </summary>
/// <param name="folder">Where they are.</param>
/// <param name="links">Makes links to them.</param>
/// <param name="address">Where they are served.</param>
/// <param name="clock">What time it is.</param>
internal sealed class FileClipStore(string folder, ClipLinks links, LocalAddress address, TimeProvider clock) : IClipStore
{
    private const string Content = "content";
    private const string Facts = "facts.json";
    private const string Hold = "hold";
    private const int PieceBytes = 1 << 17;

    private readonly Lock gate = new(); // Between a hold and a deletion.

    /// <inheritdoc/>
    public Task<Uri> LinkToWriteAsync(ClipBlob blob, DateTimeOffset until, CancellationToken cancellation) => Task.FromResult(links.To(address.Current, blob, ClipLinks.Write, until, null));

    /// <inheritdoc/>
    public Task<Uri> LinkToReadAsync(ClipBlob blob, DateTimeOffset until, string? saveAs, CancellationToken cancellation) =>
        Task.FromResult(links.To(address.Current, blob, ClipLinks.Read, until, saveAs));

    /// <inheritdoc/>
    public async Task<bool> TryCreateAsync(ClipBlob blob, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellation)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        return await TryCreateAsync(blob, stream, contentType, cancellation);
    }

    /// <summary>Writes a file as it comes, whole or not at all.</summary>
    /// <returns>False when there is one already, which stays as it is.</returns>
    /// <exception cref="IOException">The content broke off; nothing was written.</exception>
    public async Task<bool> TryCreateAsync(ClipBlob blob, Stream content, string contentType, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Directory.Exists(PathOf(blob))) return false;
        var draft = Directory.CreateDirectory(Path.Combine(folder, $".draft-{Guid.CreateVersion7(clock.GetUtcNow())}")).FullName;
        try
        {
            await using (var file = new FileStream(Path.Combine(draft, Content), FileMode.CreateNew, FileAccess.Write, FileShare.None, PieceBytes, FileOptions.Asynchronous))
            {
                await content.CopyToAsync(file, PieceBytes, cancellation);
                await file.FlushAsync(cancellation);
                file.Flush(flushToDisk: true);
            }

            await using (var facts = new FileStream(Path.Combine(draft, Facts), FileMode.CreateNew))
            {
                await JsonSerializer.SerializeAsync(facts, new ClipFacts(contentType, clock.GetUtcNow()), LocalJson.Default.ClipFacts, cancellation);
                facts.Flush(flushToDisk: true);
            }

            return TryMove(draft, PathOf(blob));
        }
        finally
        {
            if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ClipFile?> FindAsync(ClipBlob blob, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new(Find(blob));
    }

    /// <inheritdoc/>
    public ValueTask<Stream?> OpenAsync(ClipBlob blob, long from, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            var file = new FileStream(Path.Combine(PathOf(blob), Content), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
            file.Position = from;
            return new(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new((Stream?)null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ClipPage> ListAsync(string? after, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        string[] names = [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)!)
            .Where(name => name[0] != '.' && string.CompareOrdinal(name, after) > 0).Order(StringComparer.Ordinal).Take(limit + 1)];
        ImmutableArray<ClipFile> files = [.. names.Take(limit).Select(name => ClipBlob.TryParse(name, out var blob) ? Find(blob) : null).OfType<ClipFile>()];
        return new(new ClipPage(files, names.Length > limit ? names[limit - 1] : null));
    }

    /// <inheritdoc/>
    public Task<bool> HoldAsync(ClipBlob blob, bool held, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (!Directory.Exists(PathOf(blob))) return Task.FromResult(false);
            var mark = Path.Combine(PathOf(blob), Hold);
            if (held) File.WriteAllText(mark, "");
            else File.Delete(mark);
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(ClipBlob blob, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (!Directory.Exists(PathOf(blob))) return Task.FromResult(false);
            if (File.Exists(Path.Combine(PathOf(blob), Hold))) throw new ClipHeldException(blob);
            var gone = Path.Combine(folder, $".gone-{Guid.CreateVersion7(clock.GetUtcNow())}");
            Directory.Move(PathOf(blob), gone);
            Directory.Delete(gone, recursive: true);
            return Task.FromResult(true);
        }
    }

    /// <summary>The path of a file's bytes.</summary>
    public string ContentOf(ClipBlob blob) => Path.Combine(PathOf(blob), Content);

    /// <summary>Removes what an earlier process left half done.</summary>
    public void Tidy()
    {
        Directory.CreateDirectory(folder);
        foreach (var half in Directory.EnumerateDirectories(folder, ".*")) Directory.Delete(half, recursive: true);
    }

    // Of two who move to the same place one finds it taken.
    private static bool TryMove(string draft, string path)
    {
        try
        {
            Directory.Move(draft, path);
            return true;
        }
        catch (IOException) when (Directory.Exists(path))
        {
            return false;
        }
    }

    private ClipFile? Find(ClipBlob blob)
    {
        try
        {
            var (content, path) = (new FileInfo(ContentOf(blob)), PathOf(blob));
            var facts = JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(path, Facts)), LocalJson.Default.ClipFacts)!;
            return new(blob, content.Length, facts.ContentType, facts.CreatedAt, File.Exists(Path.Combine(path, Hold)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (IOException e)
        {
            throw new StoreUnavailableException("clip", e);
        }
    }

    private string PathOf(ClipBlob blob) => Path.Combine(folder, blob.ToString());
}

/// <summary>What is kept beside a file.</summary>
internal sealed record ClipFacts(string ContentType, DateTimeOffset CreatedAt);
