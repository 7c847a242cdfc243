using Dragonfly.Local.Bench;

// See ../README.md.
var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"dragonfly-bench-{Environment.ProcessId}")).FullName;
try
{
    switch (args)
    {
        case ["unlock"]:
            await UnlockBench.RunAsync(folder);
            return 0;
        case ["throughput"]:
            await ThroughputBench.RunAsync(folder);
            return 0;
        case ["start"]:
            await StartBench.RunAsync(folder);
            return 0;
        case ["storage"]:
            await StorageBench.RunAsync(folder);
            return 0;
        case ["chain"]:
            ChainBench.Run();
            return 0;
        case ["cad"]:
            CadBench.Run();
            return 0;
        case ["registry"]:
            await RegistryBench.RunAsync(folder);
            return 0;
        default:
            Console.Error.WriteLine("Name one benchmark: unlock, throughput, start, storage, chain, cad or registry.");
            return 1;
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}
