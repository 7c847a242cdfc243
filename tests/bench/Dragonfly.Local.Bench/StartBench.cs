using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Dragonfly.Local.Registry;

namespace Dragonfly.Local.Bench;

/// <summary>From the start of the process to its first answer, and the first unlock of a process that was never used.</summary>
internal static class StartBench
{
    private const int Rounds = 5;

    public static async Task RunAsync(string folder)
    {
        var (starts, unlocks) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var (start, unlock) = await MeasureAsync(Path.Combine(folder, $"start-{round}"));
            starts.Add(start);
            unlocks.Add(unlock);
        }

        Write("start", starts, "from the process's start, in a new data folder, to the first answer");
        Write("first", unlocks, "from the first CAD message of that process to its feeds' being unlocked on a dashboard");
    }

    private static void Write(string name, List<double> times, string what)
    {
        times.Sort();
        Console.WriteLine($"{name,-9} {times[Rounds / 2],10:N0} ms ({times[0]:N0} to {times[^1]:N0}) {what}");
    }

    private static async Task<(double Start, double Unlock)> MeasureAsync(string data)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        using var http = BenchServer.ClientOf(address, null);
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Dragonfly.Local.dll"), "--urls", address.OriginalString, "--data", data])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            _ = process.StandardOutput.ReadToEndAsync();
            while (!await IsUpAsync(http)) await Task.Delay(5);
            var answered = Stopwatch.GetElapsedTime(start);
            await using var dashboard = await Dashboard.ConnectAsync(address, await TokenAsync(http, "Rtic.Investigator"));
            http.DefaultRequestHeaders.Authorization = new("Bearer", await TokenAsync(http, "Cad.Write"));
            var number = Calls.Number("S", 1);
            using var content = new ByteArrayContent(Calls.Report(number, place: SeededRegistry.Downtown)) { Headers = { ContentType = new("application/json") } };
            var posted = Stopwatch.GetTimestamp();
            using var response = await http.PostAsync("api/cad/incidents", content);
            response.EnsureSuccessStatusCode();
            var (at, feeds) = await dashboard.UnlockedAsync(number);
            return feeds > 0 ? (answered.TotalMilliseconds, Stopwatch.GetElapsedTime(posted, at).TotalMilliseconds) : throw new InvalidOperationException("no feed is near");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<bool> IsUpAsync(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync("api/health");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<string> TokenAsync(HttpClient http, string role)
    {
        using var response = await http.PostAsJsonAsync("local/tokens", new { role });
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
