using System.Text.Json;
using System.Threading.Channels;
using Dragonfly.Core.Unlocks;
using Dragonfly.Local.Storage;
using Microsoft.Win32.SafeHandles;

namespace Dragonfly.Local.Unlocks.Video;

/// <summary>
/// The leases of the simulated cameras, in the data folder: a line for each change, which holds all there is to know of that lease from then on, so that its last line counts and a line more does no
/// harm. What was written is the operating system's, and outlives this process however it ends; what was flushed outlives the machine's power as well, with all that was written before it.
/// </summary>
public sealed class LeaseFile : IAsyncDisposable
{
    /// <summary>So few lines are not worth writing anew.</summary>
    internal const int FewLines = 1_000;

    private const string Name = "video-leases.jsonl";
    private const byte NewLine = (byte)'\n';

    private readonly Lock writing = new();
    private readonly Lock flushing = new();
    private readonly Channel<TaskCompletionSource> unflushed = Channel.CreateUnbounded<TaskCompletionSource>(new() { SingleReader = true });
    private readonly string folder;
    private readonly ILogger<LeaseFile> log;
    private readonly Task flusher;
    private SafeFileHandle? file;
    private long end;
    private int lines;

    private LeaseFile(string folder, ILogger<LeaseFile> log)
    {
        (this.folder, this.log, file) = (folder, log, OpenFile(folder));
        Found = Read(file);
        flusher = Task.Run(FlushAsWantedAsync);
    }

    /// <summary>What earlier processes left.</summary>
    internal IReadOnlyCollection<LeaseRecord> Found { get; }

    /// <summary>Opens the file, which is made if need be.</summary>
    /// <exception cref="DataFolderException">It cannot be used, or another process uses it.</exception>
    public static LeaseFile Open(string dataFolder, ILogger<LeaseFile> log)
    {
        try
        {
            var file = new LeaseFile(dataFolder, log);
            FolderSync.Flush(dataFolder);
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"The leases of the simulated cameras in {dataFolder} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Hands a change to the operating system. What is not written whole is not there.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="ObjectDisposedException">The file was given free.</exception>
    internal void Write(LeaseRecord lease)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(lease, LocalJson.Default.LeaseRecord), NewLine];
        lock (writing)
        {
            RandomAccess.Write(Current(), line, end);
            (end, lines) = (end + line.Length, lines + 1);
        }
    }

    /// <summary>Returns when all that was written before is on disk. Who asks while the disk is busy shares the next flush with everybody else who did.</summary>
    /// <exception cref="IOException">It may not be.</exception>
    internal Task FlushAsync()
    {
        var flush = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!unflushed.Writer.TryWrite(flush)) flush.SetException(new IOException("the file is closed"));
        return flush.Task;
    }

    /// <summary>Writes the file anew when most of what is in it no longer counts.</summary>
    /// <param name="leases">All there is to know. What is written meanwhile must be in it.</param>
    /// <param name="count">How many there are.</param>
    internal void Tidy(IEnumerable<LeaseRecord> leases, int count)
    {
        if (lines <= FewLines || lines / 4 <= count) return;
        try
        {
            Replace(leases, count);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(e, "{File} could not be written anew; it grows", Name);
        }
    }

    /// <summary>Flushes what waits for it, and gives the file free.</summary>
    public async ValueTask DisposeAsync()
    {
        unflushed.Writer.TryComplete();
        await flusher;
        file?.Dispose();
    }

    private SafeFileHandle Current()
    {
        lock (writing) return file ??= OpenFile(folder);
    }

    // Moved into place whole: killed in the middle, the old one stands.
    private void Replace(IEnumerable<LeaseRecord> leases, int count)
    {
        var (path, draft) = (PathIn(folder), $"{PathIn(folder)}.new");
        using var content = new MemoryStream();
        foreach (var lease in leases)
        {
            JsonSerializer.Serialize(content, lease, LocalJson.Default.LeaseRecord);
            content.WriteByte(NewLine);
        }

        using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            content.WriteTo(stream);
            stream.Flush(flushToDisk: true);
        }

        lock (flushing)
        {
            lock (writing)
            {
                file?.Dispose();
                file = null;
                File.Move(draft, path, overwrite: true);
                (end, lines) = (content.Length, count);
                FolderSync.Flush(folder);
            }
        }
    }

    private Dictionary<GrantId, LeaseRecord>.ValueCollection Read(SafeFileHandle opened)
    {
        var bytes = new byte[RandomAccess.GetLength(opened)];
        var text = bytes.AsSpan(0, RandomAccess.Read(opened, bytes, 0));
        text = text[..(text.LastIndexOf(NewLine) + 1)];

        // A last line without its end was cut short as it was written, and nobody was told that it was kept.
        RandomAccess.SetLength(opened, end = text.Length);
        var (leases, unreadable) = (new Dictionary<GrantId, LeaseRecord>(), 0);
        foreach (var range in text.Split(NewLine))
        {
            var line = text[range];
            if (line.IsEmpty) continue;
            lines++;
            if (TryParse(line) is { } lease) leases[lease.Grant] = lease;
            else unreadable++;
        }

        if (unreadable > 0) log.LogWarning("{Count} lines of {File} cannot be read, and are passed over", unreadable, Name);
        return leases.Values;
    }

    private async Task FlushAsWantedAsync()
    {
        var group = new List<TaskCompletionSource>();
        while (await unflushed.Reader.WaitToReadAsync())
        {
            while (unflushed.Reader.TryRead(out var one)) group.Add(one);
            try
            {
                lock (flushing) RandomAccess.FlushToDisk(Current());
                group.ForEach(flush => flush.SetResult());
            }
            catch (Exception e)
            {
                log.LogError(e, "{File} could not be flushed", Name); // Opens do not wait for it.
                group.ForEach(flush => flush.SetException(e as IOException ?? new IOException(e.Message, e)));
            }

            group.Clear();
        }
    }

    private static LeaseRecord? TryParse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, LocalJson.Default.LeaseRecord) is { Grant.Value: not null, Feed.Value: not null } lease ? lease : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string PathIn(string folder) => Path.Combine(folder, Name);

    private static SafeFileHandle OpenFile(string folder) => File.OpenHandle(PathIn(folder), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}
