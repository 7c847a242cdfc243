using Dragonfly.Core.Clips.Media;

namespace Dragonfly.Core.Clips;

/// <summary>
/// Tells what a file is, and whether all of it is there, from its bytes in one pass. They come in pieces of any size, which make no difference, and none is kept: what a
/// format says of itself is looked at, and pictures and sound are passed over. For one file and one thread.
/// </summary>
public sealed class MediaInspector
{
    // Far more than an hour of film in fragments takes; a file made of nothing but tiny parts must not keep us busy.
    private const int MostLooks = 4_000_000;

    private readonly byte[] seen = new byte[MediaReader.MostBytes];
    private MediaReader? reader;
    private Want want = Want.See(MediaReader.SignatureLength);
    private int gathered;
    private int looks;
    private long position;

    /// <summary>Takes the next bytes.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (gathered == 0 && (want.Skip > 0 || want.Scan is not null))
            {
                bytes = bytes[PassOver(bytes)..];
                continue;
            }

            var part = bytes[..Math.Min(bytes.Length, want.Bytes - gathered)];
            part.CopyTo(seen.AsSpan(gathered));
            gathered += part.Length;
            position += part.Length;
            bytes = bytes[part.Length..];
            if (gathered == want.Bytes) Look();
        }
    }

    /// <summary>Says what it was, after the last byte.</summary>
    public MediaFacts Finish()
    {
        if (position == 0) return new(null, Fault: MediaFacts.Empty);
        if (reader is null) Begin(gathered);
        return reader is null ? new(null, Fault: MediaFacts.NotMedia) : reader.Finish(position, gathered == 0 && want is { Skip: 0 or Want.Rest, Scan: null });
    }

    private int PassOver(ReadOnlySpan<byte> bytes)
    {
        int count;
        if (want.Skip > 0)
        {
            count = (int)Math.Min(bytes.Length, want.Skip);
            if (want.Skip != Want.Rest) want = want with { Skip = want.Skip - count };
        }
        else
        {
            var at = bytes.IndexOf(want.Scan!.Value);
            count = at < 0 ? bytes.Length : at + 1;
            if (at >= 0) want = want with { Scan = null };
        }

        position += count;
        return count;
    }

    private void Look()
    {
        var count = gathered;
        if (reader is null)
        {
            Begin(count);
            return;
        }

        gathered = 0;
        want = ++looks > MostLooks ? reader.Broken() : reader.Next(seen.AsSpan(0, count), position);
    }

    // What kind of file it is shows in its first bytes, which its reader then sees again.
    private void Begin(int count)
    {
        var start = seen[..count];
        reader = MediaReader.For(start);
        (want, gathered, position) = (reader?.Start ?? Want.All, 0, 0);
        if (reader is null) position = count;
        else Feed(start);
    }
}
