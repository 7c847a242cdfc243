using System.Net;
using System.Net.Http.Headers;

namespace Dragonfly.Local.Unlocks.Video.Recording;

/// <summary>A file as a request's body, written as it is sent.</summary>
internal sealed class ExportContent : HttpContent
{
    private readonly IExportFile file;

    public ExportContent(IExportFile file)
    {
        this.file = file;
        Headers.ContentType = new MediaTypeHeaderValue(file.ContentType);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = file.Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => file.WriteAsync(stream, default);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => file.WriteAsync(stream, cancellationToken);
}
