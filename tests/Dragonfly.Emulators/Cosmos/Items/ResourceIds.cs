using System.Buffers.Binary;

namespace Dragonfly.Emulators.Cosmos.Items;

/// <summary>
/// Resource ids, as the SDK takes them apart: four bytes for the database, four for the container (its highest bit set), eight for the item,
/// least significant first; base 64 with <c>-</c> for <c>/</c>.
/// </summary>
internal static class ResourceIds
{
    public static string Database(uint number)
    {
        Span<byte> id = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(id, number);
        return Text(id);
    }

    public static string Container(uint database, uint number)
    {
        Span<byte> id = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32BigEndian(id, database);
        BinaryPrimitives.WriteUInt32BigEndian(id[4..], number | 0x80000000);
        return Text(id);
    }

    public static string Item(uint database, uint container, ulong number)
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(id, database);
        BinaryPrimitives.WriteUInt32BigEndian(id[4..], container | 0x80000000);
        BinaryPrimitives.WriteUInt64LittleEndian(id[8..], number);
        return Text(id);
    }

    /// <summary>The item's number in its container, out of its resource id.</summary>
    public static ulong Number(string resourceId) =>
        BinaryPrimitives.ReadUInt64LittleEndian(Convert.FromBase64String(resourceId.Replace('-', '/')).AsSpan(8));

    private static string Text(ReadOnlySpan<byte> id) => Convert.ToBase64String(id).Replace('/', '-');
}
