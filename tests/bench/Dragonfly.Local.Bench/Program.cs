using Dragonfly.Local.Bench;

// See ../README.md.
var benchmarks = new Dictionary<string, Func<string, Task>>
{
    ["unlock"] = UnlockBench.RunAsync,
    ["rush"] = RushBench.RunAsync,
    ["throughput"] = ThroughputBench.RunAsync,
    ["start"] = StartBench.RunAsync,
    ["azurestart"] = AzureStartBench.RunAsync,
    ["memory"] = MemoryBench.RunAsync,
    ["storage"] = StorageBench.RunAsync,
    ["registry"] = RegistryBench.RunAsync,
    ["sharing"] = SharingBench.RunAsync,
    ["revocation"] = RevocationBench.RunAsync,
    ["matching"] = MatchingBench.RunAsync,
    ["policy"] = PolicyBench.RunAsync,
    ["accesslog"] = AccessLogBench.RunAsync,
    ["import"] = ImportBench.RunAsync,
    ["chain"] = _ => Task.Run(ChainBench.Run),
    ["verify"] = _ => VerifyBench.RunAsync(),
    ["audit"] = AuditBench.RunAsync,
    ["cad"] = _ => Task.Run(CadBench.Run),
    ["clips"] = ClipBench.RunAsync,
    ["retention"] = RetentionBench.RunAsync,
    ["bulletin"] = BulletinBench.RunAsync,
    ["media"] = _ => Task.Run(MediaBench.Run),
};
if (args is not [var name] || !benchmarks.TryGetValue(name, out var benchmark))
{
    Console.Error.WriteLine($"Name one benchmark: {string.Join(", ", benchmarks.Keys)}.");
    return 1;
}

var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"dragonfly-bench-{Environment.ProcessId}")).FullName;
try
{
    await benchmark(folder);
    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
