using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Faults;

/// <summary>Dragonfly.Local as a process of its own, to be killed.</summary>
internal sealed partial class LocalProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process process;

    private LocalProcess(Process process, Uri address) => (this.process, Http) = (process, new() { BaseAddress = address });

    public HttpClient Http { get; }

    public static async Task<LocalProcess> StartAsync(string folder, params string[] options)
    {
        var process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            [typeof(LocalApp).Assembly.Location, "--data", folder, "--urls", "http://127.0.0.1:0", .. options])
        {
            RedirectStandardOutput = true,
        })!;
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (Banner().Match(line.Data ?? "") is { Success: true } found) address.TrySetResult(new(found.Value));
            if (line.Data is null) address.TrySetException(new InvalidOperationException("the process ended before it listened"));
        };
        process.BeginOutputReadLine();
        try
        {
            return new(process, await address.Task.WaitAsync(Patience));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>SIGKILL: nothing is written any more, and nothing is closed.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>SIGTERM, as Ctrl+C or a service manager: it may finish what it is at.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="TimeoutException">It did not stop within the ten seconds that service managers grant.</exception>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        return process.ExitCode;
    }

    public async Task<string> TokenAsync(string role)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "local/tokens") { Content = Desk.JsonText(Desk.Serialize(new { role })) };
        return (await Reply.OfAsync(Http, request)).Should(200).Json.GetProperty("accessToken").GetString()!;
    }

    public async Task<Reply> SendAsync(HttpMethod method, string path, string token, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"api/{path}") { Content = body is null ? null : Desk.JsonText(Desk.Serialize(body)) };
        request.Headers.Authorization = new("Bearer", token);
        return await Reply.OfAsync(Http, request);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    [GeneratedRegex(@"(?<=Dragonfly Community Connect on )http://\S+")]
    private static partial Regex Banner();
}
