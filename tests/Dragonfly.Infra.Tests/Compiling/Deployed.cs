using System.Collections.Concurrent;
using System.Text.Json;

namespace Dragonfly.Infra.Tests.Compiling;

/// <summary>
/// What a deployment with given parameters would make, worked out by the compiler without Azure: every module expanded, every condition decided. What only Azure can
/// say (an address that it gives) stays an expression in brackets.
/// </summary>
internal sealed class Deployed
{
    private static readonly ConcurrentDictionary<string, Lazy<Deployed>> Known = new();

    private Deployed(IReadOnlyList<Resource> resources) => Resources = resources;

    /// <summary>Open to the internet, by identity.</summary>
    public static Deployed Public => With("public");

    /// <summary>Behind a private network.</summary>
    public static Deployed Private => With("private");

    /// <summary>All of it.</summary>
    public IReadOnlyList<Resource> Resources { get; }

    /// <summary>The resources of a type.</summary>
    public IEnumerable<Resource> Of(string type) => Resources.Where(resource => resource.Is(type));

    /// <summary>The only resource of a type.</summary>
    public Resource The(string type) => Of(type).ShouldHaveSingleItem();

    /// <summary>What a file of <c>Parameters</c> gives.</summary>
    public static Deployed With(string parameters) => Known.GetOrAdd(parameters, static name => new(() => Predict(name))).Value;

    private static Deployed Predict(string name)
    {
        // The prediction is written beside its parameters, so they are copied to where it may be.
        var folder = Directory.CreateTempSubdirectory("dragonfly-infra-").FullName;
        var text = File.ReadAllText(Path.Combine(Repository.Parameters, $"{name}.bicepparam"))
            .Replace("../../../infra", Path.GetRelativePath(folder, Repository.Infra).Replace('\\', '/'), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "it.bicepparam"), text);
        // main.bicep is deployed to a subscription and makes its group; subscriptions.bicep goes into it.
        string[] where = name.StartsWith("subscriptions", StringComparison.Ordinal) ? ["--resource-group", "rg-test"] : [];
        var answer = BicepCompiler.Run(folder, ["snapshot", "it.bicepparam", "--mode", "overwrite", "--location", "eastus2",
            "--tenant-id", "10000000-0000-0000-0000-000000000000", "--subscription-id", "20000000-0000-0000-0000-000000000000", .. where]);
        answer.Errors.ShouldBeEmpty();
        answer.ExitCode.ShouldBe(0);
        var predicted = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "it.snapshot.json"))).RootElement.GetProperty("predictedResources");
        Directory.Delete(folder, recursive: true);
        return new([.. predicted.EnumerateArray().Select(Resource.Of)]);
    }
}
