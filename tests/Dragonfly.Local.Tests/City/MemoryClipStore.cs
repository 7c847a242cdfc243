using System.Collections.Concurrent;
using System.Globalization;
using Dragonfly.Core.Clips;

namespace Dragonfly.Local.Tests.City;

/// <summary>A clip store that keeps files in memory, for tests in which nobody follows a link.</summary>
internal sealed class MemoryClipStore(TimeProvider clock) : IClipStore
{
    private readonly ConcurrentDictionary<ClipBlob, (byte[] Content, ClipFile File)> files = [];

    public byte[] this[ClipBlob blob] => files[blob].Content;

    public Task<Uri> LinkToWriteAsync(ClipBlob blob, DateTimeOffset until, CancellationToken cancellation) => LinkToReadAsync(blob, until, null, cancellation);

    public Task<Uri> LinkToReadAsync(ClipBlob blob, DateTimeOffset until, string? saveAs, CancellationToken cancellation) =>
        Task.FromResult(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://clips.invalid/clips/{blob}?se={until.ToUnixTimeSeconds()}")));

    public Task<bool> TryCreateAsync(ClipBlob blob, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellation) =>
        Task.FromResult(files.TryAdd(blob, (content.ToArray(), new(blob, content.Length, contentType, clock.GetUtcNow(), false))));

    public ValueTask<ClipFile?> FindAsync(ClipBlob blob, CancellationToken cancellation) => new(files.TryGetValue(blob, out var known) ? known.File : null);

    public ValueTask<Stream?> OpenAsync(ClipBlob blob, long from, CancellationToken cancellation) => new(files.TryGetValue(blob, out var known) ? new MemoryStream(known.Content[(int)from..]) : null);

    public ValueTask<ClipPage> ListAsync(string? after, int limit, CancellationToken cancellation) => new(new ClipPage([.. files.Values.Select(known => known.File)], null));

    public Task<bool> HoldAsync(ClipBlob blob, bool held, CancellationToken cancellation) => Task.FromResult(files.ContainsKey(blob));

    public Task<bool> DeleteAsync(ClipBlob blob, CancellationToken cancellation) => Task.FromResult(files.TryRemove(blob, out _));
}
