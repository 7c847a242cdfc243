namespace Dragonfly.Core.Clips.Media;

/// <summary>The names of boxes that are looked into, four letters each.</summary>
internal static class Boxes
{
    public const uint Movie = 0x6D6F6F76; // moov
    public const uint Track = 0x7472616B; // trak
    public const uint Media = 0x6D646961; // mdia
    public const uint MediaInformation = 0x6D696E66; // minf
    public const uint SampleTable = 0x7374626C; // stbl
    public const uint MovieExtends = 0x6D766578; // mvex
    public const uint MovieHeader = 0x6D766864; // mvhd
    public const uint MovieExtendsHeader = 0x6D656864; // mehd
    public const uint Handler = 0x68646C72; // hdlr
    public const uint ChunkOffsets = 0x7374636F; // stco
    public const uint LongChunkOffsets = 0x636F3634; // co64
    public const uint MediaData = 0x6D646174; // mdat
    public const uint FileType = 0x66747970; // ftyp
    public const uint Wide = 0x77696465; // wide
    public const uint Preview = 0x706E6F74; // pnot
    public const uint Pictures = 0x76696465; // vide, a handler
    public const uint QuickTime = 0x71742020; // qt, a brand

    /// <summary>Whether a file of this brand is a picture: HEIF and AVIF.</summary>
    public static bool IsPicture(uint brand) => brand is 0x68656963 or 0x68656978 or 0x68657663 or 0x6D696631 or 0x6D736631 or 0x61766966 or 0x61766973;
}
