using Microsoft.AspNetCore.Http;

namespace Dragonfly.Functions.Http;

/// <summary>Reads a request's body, within limits.</summary>
public static class RequestBody
{
    /// <summary>Reads it all, but for a UTF-8 byte order mark, which some clients write before JSON although they should not.</summary>
    /// <param name="request">The request.</param>
    /// <param name="mostBytes">The largest body that is taken.</param>
    /// <exception cref="ProblemException">413.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int mostBytes)
    {
        if (request.ContentLength > mostBytes) throw TooLarge(mostBytes);
        using var buffer = new MemoryStream((int)(request.ContentLength ?? 4096));
        var block = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(block, request.HttpContext.RequestAborted)) > 0;)
        {
            if (buffer.Length + read > mostBytes) throw TooLarge(mostBytes);
            buffer.Write(block, 0, read);
        }

        var bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        return bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
    }

    /// <summary>Refuses a body that is compressed: what it grows to is not known before.</summary>
    /// <exception cref="ProblemException">415.</exception>
    public static void CheckEncoding(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding.Length > 0 && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)) throw new ProblemException(Problem.UnsupportedEncoding());
    }

    private static ProblemException TooLarge(int mostBytes) => new(Problem.TooLarge("bodyTooLarge", $"the body may have at most {mostBytes} bytes"));
}
