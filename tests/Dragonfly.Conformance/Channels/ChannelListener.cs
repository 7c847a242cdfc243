using System.Text.Json;
using System.Threading.Channels;
using Dragonfly.Core.Incidents;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Shouldly;

namespace Dragonfly.Conformance.Channels;

/// <summary>A real SignalR client that follows where negotiating sent it. It keeps what it hears in order, as the text that it came in.</summary>
public sealed class ChannelListener : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string[] Messages = ["incident", "notice", "access", "bulletin", "bulletinRecalled"];

    private readonly Channel<(string Message, string Json)> heard = Channel.CreateUnbounded<(string Message, string Json)>();
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HubConnection connection;

    private ChannelListener(HubConnection connection)
    {
        this.connection = connection;
        connection.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        foreach (var message in Messages) connection.On<JsonElement>(message, json => heard.Writer.TryWrite((message, json.GetRawText())));
    }

    /// <summary>Whether it still is connected.</summary>
    public bool IsConnected => connection.State is HubConnectionState.Connected;

    /// <summary>Connects.</summary>
    public static async Task<ChannelListener> ConnectAsync(Negotiation negotiation)
    {
        var listener = new ChannelListener(new HubConnectionBuilder()
            .WithUrl(negotiation.Url, options => options.AccessTokenProvider = () => Task.FromResult<string?>(negotiation.AccessToken))
            .Build());
        await listener.connection.StartAsync();

        // The server greets a connection before it has noted whose it is, but says that there is no such method only afterwards.
        await Should.ThrowAsync<HubException>(() => listener.connection.InvokeAsync("AmIIn"));
        return listener;
    }

    /// <summary>The next that it hears, and has not been asked for yet.</summary>
    public async Task<(string Message, string Json)> NextAsync() => await heard.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>Waits until the server has closed the connection.</summary>
    public Task ClosedAsync() => closed.Task.WaitAsync(Patience);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
