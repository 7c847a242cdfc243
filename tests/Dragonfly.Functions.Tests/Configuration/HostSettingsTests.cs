using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Dragonfly.Functions.Tests.Configuration;

/// <summary>What the Functions host reads before any code of ours runs.</summary>
public sealed class HostSettingsTests
{
    private static readonly JsonNode Host = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")))!;

    [Fact]
    public void Orchestrations_run_on_durable_task_scheduler_whose_connection_and_hub_are_settings()
    {
        var durable = Host["extensions"]!["durableTask"]!;
        durable["storageProvider"]!["type"]!.GetValue<string>().ShouldBe("azureManaged");
        durable["storageProvider"]!["connectionStringName"]!.GetValue<string>().ShouldBe("DURABLE_TASK_SCHEDULER_CONNECTION_STRING");
        durable["hubName"]!.GetValue<string>().ShouldBe("%TASKHUB_NAME%");
        durable["tracing"]!["distributedTracingEnabled"]!.GetValue<bool>().ShouldBeTrue("else a trace ends where the loop begins");
    }

    [Fact]
    public void What_runs_at_once_is_limited()
    {
        foreach (var (extension, limit) in ((string, string)[])[("durableTask", "maxConcurrentActivityFunctions"), ("durableTask", "maxConcurrentOrchestratorFunctions"), ("http", "maxConcurrentRequests"), ("http", "maxOutstandingRequests"), ("queues", "batchSize")])
            Host["extensions"]![extension]![limit]!.GetValue<int>().ShouldBeInRange(1, 1_000, limit);
    }

    [Fact]
    public void A_message_of_a_queue_that_fails_is_tried_again_and_then_put_aside() => Host["extensions"]!["queues"]!["maxDequeueCount"]!.GetValue<int>().ShouldBeInRange(2, 10);

    [Fact]
    public void Telemetry_goes_the_way_of_ours_and_no_sdk_logs_what_it_sends()
    {
        Host["telemetryMode"]!.GetValue<string>().ShouldBe("OpenTelemetry");
        Host["logging"]!["applicationInsights"].ShouldBeNull("it is not read in that mode: sampling is OTEL_TRACES_SAMPLER's");
        foreach (var category in (string[])["Azure.Core", "Azure.Identity"]) Host["logging"]!["logLevel"]![category]!.GetValue<string>().ShouldBe("Warning");
    }

    [Fact]
    public void The_health_monitor_is_on() => Host["healthMonitor"]!["enabled"]!.GetValue<bool>().ShouldBeTrue();

    [Fact]
    public void The_prefix_of_routes_is_the_one_that_the_documentation_has() => Host["extensions"]!["http"]!["routePrefix"]!.GetValue<string>().ShouldBe("api");

    /// <summary>What a name in percent signs stands for is a setting that whoever runs the host must have.</summary>
    [Fact]
    public void Every_setting_that_the_host_reads_is_in_the_template_of_local_settings()
    {
        var template = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "local.settings.template.json")))!["Values"]!.AsObject();
        var read = typeof(DragonflyApplication).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters())
            .SelectMany(parameter => parameter.GetCustomAttributesData())
            .SelectMany(attribute => attribute.ConstructorArguments.Select(argument => argument.Value as string).Concat(attribute.NamedArguments.Select(argument => argument.TypedValue.Value as string)))
            .Append(Host.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            .OfType<string>()
            .SelectMany(text => Regex.Matches(text, "%([A-Z_]+)%").Select(match => match.Groups[1].Value))
            .ToHashSet();
        read.ShouldContain("TASKHUB_NAME");
        foreach (var setting in read) template.ContainsKey(setting).ShouldBeTrue(setting);
    }
}
