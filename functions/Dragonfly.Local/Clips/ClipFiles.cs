using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Clips;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Clips;

/// <summary>
/// The files of clips, in a folder: each under its own name, beside it what there is to say of it (<c>.json</c>) and the mark of a hold (<c>.hold</c>). A file comes in under
/// another name and is moved into place when all of it is on disk, so that what is there is whole, and is never written to again. One process has the folder.
/// </summary>
internal sealed class ClipFiles
{
    private const string About = ".json";
    private const string Hold = ".hold";

    private readonly Lock[] turns = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];
    private readonly string folder;
    private readonly string incoming;
    private readonly TimeProvider clock;
    private long drafts;

    /// <summary>Opens the folder, which is made if need be. What an earlier process was writing when it ended is thrown away.</summary>
    public ClipFiles(string dataFolder, TimeProvider clock)
    {
        (folder, this.clock) = (Path.Combine(dataFolder, "clips"), clock);
        incoming = Path.Combine(folder, "incoming");
        if (Directory.Exists(incoming)) Directory.Delete(incoming, recursive: true);
        Directory.CreateDirectory(incoming);
    }

    /// <summary>Where a file is, or would be.</summary>
    public string PathOf(ClipBlob blob) => Path.Combine(folder, blob.ToString());

    /// <summary>Takes a file: whole or not at all.</summary>
    /// <param name="blob">Its name.</param>
    /// <param name="contentType">What whoever sends it says that it is.</param>
    /// <param name="write">Writes it; what it throws is thrown on, and nothing is kept.</param>
    /// <returns>False when there is one already.</returns>
    public async Task<bool> TryCreateAsync(ClipBlob blob, string contentType, Func<Stream, Task> write)
    {
        var draft = Path.Combine(incoming, $"{blob}-{Interlocked.Increment(ref drafts)}");
        try
        {
            await using (var stream = new FileStream(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous, BufferSize = 0 }))
            {
                await write(stream);
                stream.Flush(flushToDisk: true);
            }

            return TryPublish(blob, contentType, draft);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>What there is to say of a file; null when there is none.</summary>
    public ClipFile? Find(ClipBlob blob)
    {
        lock (TurnOf(blob)) return FindInTurn(blob);
    }

    private ClipFile? FindInTurn(ClipBlob blob)
    {
        if (!File.Exists(PathOf(blob))) return null; // What there is to say of it is written first.
        try
        {
            var about = JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(blob) + About), LocalJson.Default.ClipFileAbout)!;
            var file = new FileInfo(PathOf(blob));
            return file.Exists ? new(blob, file.Length, about.ContentType, about.CreatedAt, File.Exists(PathOf(blob) + Hold)) : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>A file to read; null when there is none.</summary>
    public FileStream? Open(ClipBlob blob, long from)
    {
        try
        {
            var stream = new FileStream(PathOf(blob), new FileStreamOptions { Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 0 });
            stream.Position = from;
            return stream;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Files by name, those after a name.</summary>
    public ClipPage List(string? after, int limit)
    {
        var names = Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Where(name => string.CompareOrdinal(name, after) > 0 && ClipBlob.TryParse(name, out _));
        string[] page = [.. names.Order(StringComparer.Ordinal).Take(limit + 1)];
        return new([.. page.Take(limit).Select(Named).OfType<ClipFile>()], page.Length > limit ? page[limit - 1] : null);
    }

    /// <summary>Puts a file on hold, or lets it go.</summary>
    /// <returns>False when there is no such file.</returns>
    public bool TryHold(ClipBlob blob, bool held)
    {
        lock (TurnOf(blob))
        {
            var (file, mark) = (PathOf(blob), PathOf(blob) + Hold);
            if (!File.Exists(file)) return false;
            if (held) WriteWhole(mark, []);
            else File.Delete(mark);
            FolderSync.Flush(folder);
            return true;
        }
    }

    /// <summary>Deletes a file.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="ClipHeldException">It is on hold.</exception>
    public bool TryDelete(ClipBlob blob)
    {
        lock (TurnOf(blob))
        {
            var file = PathOf(blob);
            if (!File.Exists(file)) return false;
            if (File.Exists(file + Hold)) throw new ClipHeldException(blob);
            File.Delete(file);
            File.Delete(file + About);
            FolderSync.Flush(folder);
            return true;
        }
    }

    private bool TryPublish(ClipBlob blob, string contentType, string draft)
    {
        lock (TurnOf(blob))
        {
            var file = PathOf(blob);
            if (File.Exists(file)) return false;
            WriteWhole(file + About, JsonSerializer.SerializeToUtf8Bytes(new ClipFileAbout(contentType, clock.GetUtcNow()), LocalJson.Default.ClipFileAbout));
            File.Move(draft, file);
            FolderSync.Flush(folder);
            return true;
        }
    }

    private static void WriteWhole(string path, byte[] content)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    private ClipFile? Named(string name) => ClipBlob.TryParse(name, out var blob) ? Find(blob) : null;

    private Lock TurnOf(ClipBlob blob) => turns[(uint)blob.GetHashCode() % turns.Length];
}

/// <summary>What is kept beside a file.</summary>
/// <param name="ContentType">What whoever sent it said that it is.</param>
/// <param name="CreatedAt">When it was whole.</param>
internal sealed record ClipFileAbout(string ContentType, DateTimeOffset CreatedAt);
