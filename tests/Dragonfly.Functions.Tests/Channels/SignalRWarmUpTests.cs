using System.Collections.Concurrent;
using Dragonfly.Emulators.SignalR;
using Dragonfly.Functions.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Tests.Channels;

public sealed class SignalRWarmUpTests
{
    [Fact]
    public async Task Every_hub_is_asked_once_and_nothing_is_said_when_all_is_well()
    {
        using var log = new Journal();
        await using var service = await SignalRService.StartAsync(log: log);
        await WarmUpAsync(service);
        service.StandIn.Calls.Order().ShouldBe(["GET /api/hubs/partners/users/nobody/groups/none", "GET /api/hubs/rtic/users/nobody/groups/none", "GET /api/hubs/units/users/nobody/groups/none"]);
        log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_service_that_refuses_is_said_at_start_and_nothing_fails_by_it()
    {
        using var log = new Journal();
        await using var service = await SignalRService.StartAsync(log: log);
        service.StandIn.Fail(new SignalRFault.Refuse(401));
        await WarmUpAsync(service);
        log.Errors.Count.ShouldBe(3);
        log.Errors.ShouldAllBe(message => message.Contains("DRAGONFLY_SIGNALR_ENDPOINT") && !message.Contains(service.StandIn.Key));
    }

    [Fact]
    public async Task A_process_that_ends_meanwhile_is_no_fault()
    {
        using var log = new Journal();
        await using var service = await SignalRService.StartAsync(log: log);
        service.StandIn.Fail(new SignalRFault.Hang());
        using var warmUp = (SignalRWarmUp)service.Service<IHostedService>();
        await warmUp.StartAsync(default);
        await warmUp.StopAsync(default);
        log.Errors.ShouldBeEmpty();
    }

    private static async Task WarmUpAsync(SignalRService service)
    {
        using var warmUp = (SignalRWarmUp)service.Service<IHostedService>();
        await warmUp.StartAsync(default);
        await warmUp.ExecuteTask!;
    }

    private sealed class Journal : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Errors { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Errors.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
