using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Dragonfly.Functions.Http;

/// <summary>An answer of many lines, each a JSON text, sent as they come. One that breaks off has no last line.</summary>
internal sealed class JsonLines(Func<CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> lines) : IResult
{
    private const int FlushAt = 64 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, gone) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "application/x-ndjson";
        var waiting = 0;
        await foreach (var line in lines(gone))
        {
            Write(response.BodyWriter, line.Span);
            if ((waiting += line.Length) < FlushAt) continue;
            waiting = 0;
            await response.BodyWriter.FlushAsync(gone);
        }

        await response.BodyWriter.FlushAsync(gone);
    }

    private static void Write(PipeWriter writer, ReadOnlySpan<byte> line)
    {
        var room = writer.GetSpan(line.Length + 1);
        line.CopyTo(room);
        room[line.Length] = (byte)'\n';
        writer.Advance(line.Length + 1);
    }
}
