using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;

namespace Dragonfly.Functions.Tests.Contracts;

public sealed class ContractParityTests
{
    private const string Lacking = "DRAGONFLY_SDK_LACKING";

    /// <summary>Each contract type is in the real assembly of the same name, and each of its members is there with the same signature.</summary>
    [SdkFact]
    public void Every_contract_member_is_in_the_real_assembly() =>
        Differences((contract, real) => Surface.Members(contract).Except(Surface.Members(real))
            .Select(member => $"{contract}: the real type has no {member}")
            .Concat(Surface.Shape(contract) == Surface.Shape(real) ? [] : [$"{contract}: {Surface.Shape(contract)} is {Surface.Shape(real)}"]))
            .ShouldBeEmpty();

    /// <summary>What derives from a contract derives from the real type as well.</summary>
    [SdkFact]
    public void Every_abstract_member_of_the_real_type_is_in_the_contract() =>
        Differences((contract, real) => Surface.AbstractMembers(real).Except(Surface.AbstractMembers(contract))
            .Select(member => $"{contract}: the contract lacks {member}")).ShouldBeEmpty();

    /// <summary>What the registry was found to lack is not compared; whatever else is not there is a mistake of ours.</summary>
    [SdkFact]
    public void Only_what_the_registry_lacks_is_not_compared() =>
        ContractNames().Where(name => !IsReal(name)).ShouldBeSubsetOf((Environment.GetEnvironmentVariable(Lacking) ?? "").Split(';'));

    [Fact]
    public void There_are_contracts_to_compare() => ContractNames().Length.ShouldBeGreaterThanOrEqualTo(9);

    private static List<string> Differences(Func<Type, Type, IEnumerable<string>> compare)
    {
        using var contracts = Load(AppContext.BaseDirectory);
        using var reals = Load(SdkFactAttribute.Folder!);
        var differences = new List<string>();
        foreach (var name in ContractNames().Where(IsReal))
        {
            var real = reals.LoadFromAssemblyName(name);
            foreach (var contract in contracts.LoadFromAssemblyName(name).GetExportedTypes())
            {
                var type = real.GetType(contract.FullName!);
                differences.AddRange(type?.Assembly == real ? compare(contract, type) : [$"{contract} is not in {name}"]);
            }
        }

        return differences;
    }

    private static bool IsReal(string name) => File.Exists(Path.Combine(SdkFactAttribute.Folder!, name + ".dll"));

    private static string[] ContractNames() =>
    [
        .. ((string[])["Microsoft.Azure.Functions.Worker*.dll", "Microsoft.DurableTask.*.dll", "Microsoft.Azure.SignalR.Management.dll"])
            .SelectMany(pattern => Directory.GetFiles(AppContext.BaseDirectory, pattern))
            .Select(file => Path.GetFileNameWithoutExtension(file)),
    ];

    private static MetadataLoadContext Load(string folder) => new(new PathAssemblyResolver(
        new[] { folder, RuntimeEnvironment.GetRuntimeDirectory(), Path.GetDirectoryName(typeof(HttpContext).Assembly.Location)! }
            .SelectMany(directory => Directory.GetFiles(directory, "*.dll"))
            .DistinctBy(Path.GetFileName, StringComparer.OrdinalIgnoreCase)));
}
