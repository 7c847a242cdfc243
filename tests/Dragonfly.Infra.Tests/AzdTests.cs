using System.Text.Json;
using System.Text.RegularExpressions;
using Dragonfly.Infra.Tests.Compiling;

namespace Dragonfly.Infra.Tests;

/// <summary>What `azd up` reads fits together: services, their resources, parameters, and the hook with what it is given.</summary>
public sealed partial class AzdTests
{
    private static readonly string Manifest = Repository.Read("azure.yaml");
    private static readonly string Hook = Repository.Read("infra", "hooks", "subscribe.sh");

    [BicepFact]
    public void A_service_is_deployed_to_the_resource_that_has_its_tag()
    {
        var tagged = Deployed.Public.Resources.Select(resource => resource.TextAt("tags.azd-service-name")).OfType<string>().Order().ToArray();
        tagged.ShouldBe(["dashboard", "functions"]);
        var services = Services().Matches(Manifest).Select(match => match.Groups["name"].Value).ToArray();
        services.ShouldBe(tagged, ignoreOrder: true);
        foreach (Match project in Projects().Matches(Manifest))
            Directory.Exists(Path.Combine(Repository.Root, project.Groups["path"].Value)).ShouldBeTrue(project.Value);
    }

    [BicepFact]
    public void Every_resource_carries_the_environments_name() =>
        Deployed.Public.Resources.Where(resource => resource.At("tags") is not null).ShouldAllBe(resource => resource.TextAt("tags.azd-env-name") == "test");

    [BicepFact]
    public void Every_parameter_that_is_passed_is_taken_and_every_one_without_a_default_is_passed()
    {
        var taken = JsonDocument.Parse(Template.Of("main.bicep")).RootElement.GetProperty("parameters").EnumerateObject().ToArray();
        var passed = JsonDocument.Parse(Repository.Read("infra", "main.parameters.json")).RootElement.GetProperty("parameters").EnumerateObject()
            .Select(parameter => parameter.Name).ToArray();
        passed.ShouldBeSubsetOf(taken.Select(parameter => parameter.Name));
        taken.Where(parameter => !parameter.Value.TryGetProperty("defaultValue", out _)).Select(parameter => parameter.Name).ShouldBeSubsetOf(passed);
    }

    [BicepFact]
    public void The_month_in_which_a_budget_begins_is_kept_from_one_deployment_to_the_next()
    {
        // azd writes outputs into its environment, which is where it reads parameters from.
        var main = JsonDocument.Parse(Template.Of("main.bicep")).RootElement;
        main.GetProperty("outputs").GetProperty("DRAGONFLY_BUDGET_START").GetProperty("value").GetString()
            .ShouldBe(main.GetProperty("resources").GetProperty("system").GetProperty("properties").GetProperty("parameters").GetProperty("budgetStart")
                .GetProperty("value").GetString());
        JsonDocument.Parse(Repository.Read("infra", "main.parameters.json")).RootElement.GetProperty("parameters").GetProperty("budgetStart").GetProperty("value")
            .GetString().ShouldBe("${DRAGONFLY_BUDGET_START}");
    }

    [BicepFact]
    public void The_hook_is_given_all_that_it_asks_for()
    {
        var outputs = JsonDocument.Parse(Template.Of("main.bicep")).RootElement.GetProperty("outputs").EnumerateObject().Select(output => output.Name).ToArray();
        var asked = Variables().Matches(Hook).Select(match => match.Groups["name"].Value).Distinct().ToArray();
        asked.Length.ShouldBeGreaterThan(5);
        // The subscription is azd's to say; without it az would take its own.
        Hook.ShouldContain("--subscription \"$AZURE_SUBSCRIPTION_ID\"");
        asked.ShouldBeSubsetOf(outputs.Append("AZURE_SUBSCRIPTION_ID"));
        var parameters = JsonDocument.Parse(Template.Of("subscriptions.bicep")).RootElement.GetProperty("parameters").EnumerateObject()
            .Where(parameter => !parameter.Value.TryGetProperty("defaultValue", out _)).Select(parameter => parameter.Name);
        Given().Matches(Hook).Select(match => match.Groups["name"].Value).ShouldBe(parameters, ignoreOrder: true);
    }

    [BicepFact]
    public void The_dashboard_is_told_where_it_is_by_what_azd_knows()
    {
        Manifest.ShouldMatch(@"      predeploy:\n        shell: sh\n        run: node scripts/configure\.mjs");
        var script = Repository.Read("dashboard", "scripts", "configure.mjs");
        var asked = Asked().Matches(script).Select(match => match.Groups["name"].Value).Distinct().ToArray();
        asked.Length.ShouldBeGreaterThan(5);
        var outputs = JsonDocument.Parse(Template.Of("main.bicep")).RootElement.GetProperty("outputs").EnumerateObject().Select(output => output.Name);
        // What main.bicep does not put out, operations.md says to set.
        var operations = Repository.Read("docs", "operations.md");
        asked.Except(outputs).ShouldAllBe(name => operations.Contains($"azd env set {name} ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_hook_runs_after_the_code_is_there()
    {
        Manifest.ShouldMatch(@"hooks:\n  postdeploy:\n    shell: sh\n    run: infra/hooks/subscribe\.sh");
        Repository.Read("infra", "main.bicep").ShouldNotContain("subscriptions.bicep");
    }

    [GeneratedRegex("^  (?<name>[a-z]+):\n    project:", RegexOptions.Multiline)]
    private static partial Regex Services();

    [GeneratedRegex("^    project: (?<path>.+)$", RegexOptions.Multiline)]
    private static partial Regex Projects();

    [GeneratedRegex(@"\$\{?(?<name>[A-Z][A-Z_]+)|(?<=: ""\$\{)(?<name>[A-Z_]+)")]
    private static partial Regex Variables();

    [GeneratedRegex(@"(need|origin)\('(?<name>[A-Z_]+)'\)|environment\['(?<name>[A-Z_]+)'\]")]
    private static partial Regex Asked();

    [GeneratedRegex(@"^  (?<name>[a-zA-Z]+)=""\$", RegexOptions.Multiline)]
    private static partial Regex Given();
}
