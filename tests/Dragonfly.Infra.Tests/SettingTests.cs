using System.Text.RegularExpressions;
using Dragonfly.Infra.Tests.Compiling;

namespace Dragonfly.Infra.Tests;

/// <summary>What the app reads, it is given; and it is given nothing that it does not read.</summary>
public sealed partial class SettingTests
{
    /// <summary>Read by the code, and left out on purpose.</summary>
    private static readonly Dictionary<string, string> LeftOut = new()
    {
        ["DRAGONFLY_COSMOS_KEY"] = "stand-ins only; refused elsewhere",
        ["DRAGONFLY_SIGNALR_KEY"] = "stand-ins only; refused elsewhere",
        ["DRAGONFLY_EVENTGRID_KEY"] = "stand-ins only; refused elsewhere",
        ["DRAGONFLY_CLIPS_KEY"] = "stand-ins only; refused elsewhere",
        ["DRAGONFLY_VIDEO_TOKEN"] = "stand-ins only; refused elsewhere",
        ["DRAGONFLY_FFMPEG"] = "simulated cameras only",
        ["DRAGONFLY_COSMOS_SLOW_MS"] = "has a default",
    };

    /// <summary>Read by the Functions host or the SDK, not by our code.</summary>
    private static readonly string[] OfThePlatform =
    [
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId", "AzureWebJobs.ReceiveQueuedEvent.Disabled",
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "AZURE_CLIENT_ID", "DURABLE_TASK_SCHEDULER_CONNECTION_STRING", "TASKHUB_NAME",
        "CosmosDb__accountEndpoint", "CosmosDb__credential", "CosmosDb__clientId",
    ];

    [BicepFact]
    public void Every_setting_that_the_code_reads_is_set()
    {
        var read = Read();
        read.Count.ShouldBeGreaterThan(5);
        var set = AppSettings.Of(Deployed.Public.The("Microsoft.Web/sites"));
        read.Where(name => !set.ContainsKey(name) && !LeftOut.ContainsKey(name)).ShouldBeEmpty();
        set.Keys.ShouldNotContain(name => LeftOut.ContainsKey(name));
    }

    [BicepFact]
    public void Nothing_is_set_that_nobody_reads()
    {
        var read = Read();
        AppSettings.Of(Deployed.Public.The("Microsoft.Web/sites")).Keys
            .Where(name => !read.Contains(name) && !OfThePlatform.Contains(name) && !IsOption(name)).ShouldBeEmpty();
    }

    [BicepFact]
    public void The_deployed_app_uses_Azure_for_everything()
    {
        var set = AppSettings.Of(Deployed.Public.The("Microsoft.Web/sites"));
        ((string[])["STORE", "CHANNEL", "EVENTS", "VIDEO", "IDENTITY", "SIGNER", "CLIPS"]).Select(port => set[$"DRAGONFLY_{port}"])
            .ShouldBe(["cosmos", "signalr", "eventgrid", "gateway", "entra", "keyvault", "blobs"]);
    }

    [BicepFact]
    public void The_queue_is_read_only_where_events_come_by_it()
    {
        AppSettings.Of(Deployed.Public.The("Microsoft.Web/sites"))["AzureWebJobs.ReceiveQueuedEvent.Disabled"].ShouldBe("true", StringCompareShould.IgnoreCase);
        AppSettings.Of(Deployed.Private.The("Microsoft.Web/sites"))["AzureWebJobs.ReceiveQueuedEvent.Disabled"].ShouldBe("false", StringCompareShould.IgnoreCase);
    }

    [Fact]
    public void What_is_looked_for_behind_a_misspelled_name_is_every_setting_that_the_code_reads()
    {
        var (list, others) = (Repository.Sources.Single(IsList), Repository.Sources.Where(text => !IsList(text)));
        Ours(list).ShouldBe(others.SelectMany(Ours).Distinct(), ignoreOrder: true);

        static bool IsList(string text) => text.Contains("class SettingNames", StringComparison.Ordinal);
        static IEnumerable<string> Ours(string text) => Names().Matches(text).Select(match => match.Groups["name"].Value).Where(name => name.StartsWith("DRAGONFLY_", StringComparison.Ordinal));
    }

    // Names in quotes, and those that triggers write between percent signs.
    private static HashSet<string> Read() =>
        [.. Repository.Sources.Append(Repository.Read("host.json")).SelectMany(text => Names().Matches(text)).Select(match => match.Groups["name"].Value)];

    private static bool IsOption(string name) => name.Split("__") is [var section, var option]
        && Repository.Sources.Any(text => text.Contains($"\"{section}\"", StringComparison.Ordinal))
        && Repository.Sources.Any(text => Regex.IsMatch(text, $@"\b{option}\b"));

    [GeneratedRegex("""["%](?<name>(DRAGONFLY|TASKHUB|DURABLE)_[A-Z_]+)["%]""")]
    private static partial Regex Names();
}
