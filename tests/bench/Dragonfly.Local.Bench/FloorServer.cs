using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Local.Bench;

/// <summary>
/// The least that anything of the kind takes: an endpoint that commits one row to SQLite, as durably as we do, and pushes one message to a hub. It checks no
/// token, reads no JSON and decides nothing.
/// </summary>
internal sealed class FloorServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> arrivals = [];
    private readonly SqliteConnection database;
    private readonly WebApplication web;
    private readonly HubConnection hub;
    private readonly HttpClient client;

    private FloorServer(SqliteConnection database, WebApplication web, HubConnection hub)
    {
        (this.database, this.web, this.hub) = (database, web, hub);
        client = BenchServer.ClientOf(new Uri(web.Urls.First()), null);
        hub.Closed += Dashboard.SayWhyClosedAsync;
        hub.On<string>("row", id =>
        {
            var at = Stopwatch.GetTimestamp();
            Waiter(id).TrySetResult(at);
        });
    }

    public static async Task<FloorServer> StartAsync(string folder)
    {
        var database = new SqliteConnection($"Data Source={Path.Combine(Directory.CreateDirectory(folder).FullName, "floor.db")};Pooling=False");
        database.Open();
        Execute(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16384; CREATE TABLE row (id TEXT PRIMARY KEY, body TEXT NOT NULL);");
        var web = Build(database);
        await web.StartAsync();
        var hub = new HubConnectionBuilder().WithUrl(new Uri(new Uri(web.Urls.First()), "hub")).Build();
        var floor = new FloorServer(database, web, hub);
        await hub.StartAsync();
        return floor;
    }

    /// <summary>From the post to the message on the WebSocket, in milliseconds.</summary>
    public async Task<double> PostAsync(string id, byte[] body)
    {
        var start = Stopwatch.GetTimestamp();
        using var content = new ByteArrayContent(body);
        using var response = await client.PostAsync($"rows/{id}", content);
        response.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(start, await Waiter(id).Task.WaitAsync(Dashboard.Patience)).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await hub.DisposeAsync();
        await web.DisposeAsync();
        database.Dispose();
    }

    private static WebApplication Build(SqliteConnection database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSignalR();
        var web = builder.Build();
        web.MapHub<FloorHub>("/hub");
        var insert = database.CreateCommand();
        insert.CommandText = "INSERT INTO row (id, body) VALUES ($1, $2)";
        var (id, body) = (insert.Parameters.Add("$1", SqliteType.Text), insert.Parameters.Add("$2", SqliteType.Text));
        web.Map("/rows/{id}", async http =>
        {
            var row = (string)http.Request.RouteValues["id"]!;
            using var reader = new StreamReader(http.Request.Body);
            var text = await reader.ReadToEndAsync();
            lock (insert)
            {
                (id.Value, body.Value) = (row, text);
                insert.ExecuteNonQuery();
            }

            await http.RequestServices.GetRequiredService<IHubContext<FloorHub>>().Clients.All.SendAsync("row", row);
        });
        return web;
    }

    private static void Execute(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private TaskCompletionSource<long> Waiter(string id) => arrivals.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}

/// <summary>Listens to nobody.</summary>
internal sealed class FloorHub : Hub;
