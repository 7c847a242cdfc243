using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Dragonfly.Local.Bench;

/// <summary>Dragonfly.Local in a process of its own, as a person would start it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;

    private ServerProcess(Process process, Uri address)
    {
        (this.process, Address) = (process, address);
        Http = BenchServer.ClientOf(address, null);
        _ = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Talks to it, until something else is said without a token.</summary>
    public HttpClient Http { get; }

    /// <summary>How much memory it holds, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>The processor time it has used, which says more of it than the clock does when the machine is busy with other things.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it, and returns at its first answer.</summary>
    /// <param name="data">Its data folder.</param>
    /// <param name="more">What else is on its command line.</param>
    public static async Task<(ServerProcess Server, TimeSpan Took)> StartAsync(string data, params IEnumerable<string> more)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Dragonfly.Local.dll"), "--urls", address.OriginalString, "--data", data, .. more])
        {
            RedirectStandardOutput = true,
        })!;
        var server = new ServerProcess(process, address);
        while (!await server.IsUpAsync()) await Task.Delay(5);
        return (server, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>A token for a role.</summary>
    public async Task<string> TokenAsync(string role)
    {
        using var response = await Http.PostAsJsonAsync("local/tokens", new { role });
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task<bool> IsUpAsync()
    {
        try
        {
            using var response = await Http.GetAsync("api/health");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return process.HasExited ? throw new InvalidOperationException($"Dragonfly.Local ended with {process.ExitCode}") : false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
