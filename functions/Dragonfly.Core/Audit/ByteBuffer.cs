namespace Dragonfly.Core.Audit;

/// <summary>Bytes that grow at the end and can be cut back.</summary>
internal sealed class ByteBuffer(int capacity)
{
    private byte[] bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public void Put(byte b)
    {
        if (Length == bytes.Length) Array.Resize(ref bytes, 2 * bytes.Length);
        bytes[Length++] = b;
    }

    public void Put(ReadOnlySpan<byte> source) => source.CopyTo(Grow(source.Length));

    /// <summary>Room for <paramref name="count"/> more bytes, which count as written; what was got before may be stale.</summary>
    public Span<byte> Grow(int count)
    {
        if (bytes.Length - Length < count) Array.Resize(ref bytes, Math.Max(Length + count, 2 * bytes.Length));
        Length += count;
        return bytes.AsSpan(Length - count, count);
    }

    public void Truncate(int length) => Length = length;
}
