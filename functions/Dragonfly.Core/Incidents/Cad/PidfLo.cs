using System.Xml;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Incidents.Cad;

/// <summary>
/// What a PIDF-LO (RFC 4119, 5139, 5491) says of where something is. The document comes from outside: it is streamed, its size and depth are bounded, a document
/// type definition is refused and nothing that it names is ever fetched.
/// </summary>
/// <param name="Point">A point, or the center of a shape; null when there is only a civic address.</param>
/// <param name="UncertaintyMeters">Radius of the circle that holds the shape; null for a point.</param>
/// <param name="Address">The civic address on one line.</param>
public sealed record PidfLo(GeoPoint? Point, double? UncertaintyMeters, string? Address)
{
    /// <summary>The largest document that is read, in bytes as JSON writes it. Real ones have about 2 KB.</summary>
    public const int MostBytes = 64 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 1024,
        MaxCharactersInDocument = MostBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Reads one.</summary>
    /// <exception cref="PidfLoException">It is none, or its location cannot be told.</exception>
    public static PidfLo Parse(string xml)
    {
        if (xml.Contains("<!DOCTYPE", StringComparison.Ordinal)) throw new PidfLoException("documentType", "must not hold a document type definition");
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), Settings);
            return new PidfLoReader(reader).Read();
        }
        catch (XmlException e)
        {
            throw new PidfLoException("malformedXml", $"is not XML that is read here: line {e.LineNumber}, position {e.LinePosition}");
        }
    }
}

/// <summary>A PIDF-LO that cannot be used.</summary>
/// <param name="code">What is wrong, for programs.</param>
/// <param name="detail">What is wrong, for people, without a subject.</param>
public sealed class PidfLoException(string code, string detail) : Exception(detail)
{
    /// <summary>What is wrong, for programs.</summary>
    public string Code { get; } = code;
}
