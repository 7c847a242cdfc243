using System.Text.Json;
using Dragonfly.Infra.Tests.Compiling;

namespace Dragonfly.Infra.Tests.Costs;

/// <summary>The page of costs adds up, and is about what is deployed.</summary>
public sealed class CostTests
{
    private static readonly string[][] Incident = [.. CostTable.Rows(CostTable.Page.Split("| step | function executions | durable actions | storage operations | RU |")[1])];

    [Fact]
    public void Every_line_multiplies()
    {
        CostTable.All.Count.ShouldBe(5);
        foreach (var line in CostTable.All.SelectMany(table => table.Lines))
        {
            line.Quantity.ShouldBe(Math.Round(CostTable.Work(line.How), 2), line.What);
            line.Dollars.ShouldBe(line.Quantity / line.Per * line.Price, 0.006m, line.What);
        }
    }

    [Fact]
    public void Every_table_adds_up()
    {
        foreach (var table in CostTable.All) table.Total.ShouldBe(table.Lines.Sum(line => line.Dollars));
    }

    [Fact]
    public void The_tiers_are_the_sums_of_their_tables()
    {
        var tiers = CostTable.Rows(CostTable.Page.Split("| tier | incidents a day | $ a month | $ an incident |")[1]).ToArray();
        tiers.Select(row => CostTable.Number(row[1])).ShouldBe([2_500m, 10_000m, 20_000m]);
        tiers.Select(row => CostTable.Number(row[2])).ShouldBe(CostTable.All.Take(3).Select(table => table.Total));
        foreach (var row in tiers) CostTable.Number(row[3]).ShouldBe(CostTable.Number(row[2]) / (CostTable.Number(row[1]) * 30), 0.00006m);
    }

    [Fact]
    public void An_incident_is_the_sum_of_its_steps_and_what_the_tiers_count_with()
    {
        foreach (var column in Enumerable.Range(1, 4)) Incident[..^1].Sum(row => CostTable.Number(row[column])).ShouldBe(CostTable.Number(Incident[^1][column]));
        foreach (var table in CostTable.All.Take(3))
        {
            table.Lines.Single(line => line.What == "Functions: executions").How.ShouldContain($"× 30 × {Incident[^1][1].Trim('*')} +");
            table.Lines.Single(line => line.What == "Durable Task Scheduler: actions").How.ShouldEndWith($"× 30 × {Incident[^1][2].Trim('*')}");
            table.Lines.Single(line => line.What == "Cosmos DB: request units").How.ShouldContain($"× 30 × {Incident[^1][4].Trim('*')} +");
        }
    }

    [Fact]
    public void An_incident_is_not_counted_cheaper_than_it_was_measured()
    {
        // docs/ru.md has what comes before CAD's messages in between, and tells the sum of its first table in bold.
        var measured = Repository.Read("docs", "ru.md").Split('\n').First(line => line.StartsWith("| **all** |", StringComparison.Ordinal)).Trim('|', ' ').Split('|')[^1];
        Incident[..^2].Sum(row => CostTable.Number(row[4])).ShouldBeGreaterThanOrEqualTo(CostTable.Number(measured.Trim()));
    }

    [Fact]
    public void Alerts_are_counted_as_they_are()
    {
        using var alerts = JsonDocument.Parse(Repository.Read("infra", "alerts.json"));
        var frequencies = alerts.RootElement.EnumerateArray().Select(alert => alert.GetProperty("frequency").GetString()).ToArray();
        foreach (var table in CostTable.All.Take(4))
        {
            (string What, string Frequency)[] kinds =
            [
                ("Alerts: queries every minute", "PT1M"),
                ("Alerts: queries every five minutes", "PT5M"),
                ("Alerts: queries every quarter of an hour", "PT15M"),
            ];
            foreach (var (what, frequency) in kinds) table.Lines.Single(line => line.What == what).Quantity.ShouldBe(frequencies.Count(each => each == frequency), what);
            kinds.Sum(kind => table.Lines.Single(line => line.What == kind.What).Quantity).ShouldBe(frequencies.Length);
        }
    }

    [BicepFact]
    public void What_the_network_adds_is_counted_as_it_is()
    {
        CostLine Line(string what) => CostTable.All[4].Lines.Single(line => line.What == what);
        Line("Private endpoints").Quantity.ShouldBe(730 * Deployed.Private.Of("Microsoft.Network/privateEndpoints").Count());
        Line("Private DNS zones").Quantity.ShouldBe(Deployed.Private.Of("Microsoft.Network/privateDnsZones").Count());
        CostTable.All[0].Lines.Single(line => line.What == "Alerts: platform metrics").Quantity.ShouldBe(Deployed.Public.Of("Microsoft.Insights/metricAlerts").Count());
        var units = Deployed.Public.The("Microsoft.SignalRService/signalR").At("sku.capacity")!.Value.GetInt32();
        CostTable.All[0].Lines.Single(line => line.What == "Azure SignalR Service: units and days").Quantity.ShouldBe(30 * units);
    }
}
