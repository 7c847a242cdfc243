using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Dragonfly.Functions.Bulletins;

/// <summary>Reads the two parts of a bulletin to which an image is attached (RFC 7578), part by part and within limits.</summary>
internal static class BulletinParts
{
    private const int MostBoundary = 70;
    private const int MostOverhead = 16_384;

    /// <summary>Whether a request is called one of several parts.</summary>
    public static bool AreIn(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <summary>The JSON, and the image.</summary>
    /// <exception cref="ProblemException">400, 413 or 422.</exception>
    public static async Task<(ReadOnlyMemory<byte> Bulletin, ReadOnlyMemory<byte> Image)> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > BulletinRules.MostImageBytes + BulletinRequest.MostBytes + MostOverhead) throw TooLarge();
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value;
        if (boundary is not { Length: > 0 and <= MostBoundary }) throw Malformed("the Content-Type names no boundary");
        ReadOnlyMemory<byte>? bulletin = null, image = null;
        try
        {
            var reader = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 4_096 };
            while (await reader.ReadNextSectionAsync(request.HttpContext.RequestAborted) is { } section)
            {
                switch (NameOf(section))
                {
                    case "bulletin" when bulletin is null:
                        bulletin = await ReadAsync(section, BulletinRequest.MostBytes, request.HttpContext.RequestAborted);
                        break;
                    case "image" when image is null:
                        image = await ReadAsync(section, BulletinRules.MostImageBytes, request.HttpContext.RequestAborted);
                        break;
                    default:
                        throw Malformed("the parts must be bulletin and image, each once");
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw Malformed("the body is not multipart/form-data, or breaks off");
        }

        return (bulletin ?? throw Missing("bulletin"), image ?? throw Missing("image"));
    }

    private static string? NameOf(MultipartSection section) =>
        ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) ? HeaderUtilities.RemoveQuotes(disposition.Name).Value : null;

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(MultipartSection section, int most, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        var block = new byte[64 * 1024];
        for (int read; (read = await section.Body.ReadAsync(block, cancellation)) > 0;)
        {
            if (buffer.Length + read > most) throw TooLarge();
            buffer.Write(block, 0, read);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static ProblemException Missing(string part) => new(Problem.Invalid([new FieldError($"$.{part}", "required", "is required")]));

    private static ProblemException Malformed(string detail) => new(Problem.BadRequest("malformedMultipart", detail));

    private static ProblemException TooLarge() =>
        new(Problem.TooLarge("imageTooLarge", $"the image may have at most {BulletinRules.MostImageBytes} bytes") with
        {
            Errors = [new FieldError("$.image", "imageTooLarge", $"may have at most {BulletinRules.MostImageBytes} bytes")],
        });
}
