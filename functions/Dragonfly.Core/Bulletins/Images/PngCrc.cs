using System.Buffers.Binary;

namespace Dragonfly.Core.Bulletins.Images;

/// <summary>The CRC-32 of a PNG's chunks (ISO 3309), eight bytes at a time.</summary>
internal static class PngCrc
{
    private static readonly uint[][] Tables = Make();

    /// <summary>The sum of these bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var (one, two) = (BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc, BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]));
            crc = Tables[7][one & 255] ^ Tables[6][(one >> 8) & 255] ^ Tables[5][(one >> 16) & 255] ^ Tables[4][one >> 24]
                ^ Tables[3][two & 255] ^ Tables[2][(two >> 8) & 255] ^ Tables[1][(two >> 16) & 255] ^ Tables[0][two >> 24];
        }

        foreach (var value in bytes) crc = Tables[0][(crc ^ value) & 255] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[][] Make()
    {
        var tables = Enumerable.Range(0, 8).Select(_ => new uint[256]).ToArray();
        for (var value = 0u; value < 256; value++)
        {
            var crc = value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            tables[0][value] = crc;
        }

        for (var table = 1; table < 8; table++)
            for (var value = 0; value < 256; value++) tables[table][value] = tables[0][tables[table - 1][value] & 255] ^ (tables[table - 1][value] >> 8);
        return tables;
    }
}
