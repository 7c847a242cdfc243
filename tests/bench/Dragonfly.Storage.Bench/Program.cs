using Dragonfly.Storage.Bench;

// dotnet run -c Release -p:AzureSdk=contracts --project tests/bench/Dragonfly.Storage.Bench -- [DIR]
var folder = Directory.CreateDirectory(Path.Combine(args is [var given, ..] ? given : Path.GetTempPath(), $"dragonfly-bench-{Environment.ProcessId}")).FullName;
try
{
    ChainBench.Run();
    await WriteBench.RunAsync(Path.Combine(folder, "incidents"));
    await RegistryBench.RunAsync(Path.Combine(folder, "registry"));
}
finally
{
    Directory.Delete(folder, recursive: true);
}
