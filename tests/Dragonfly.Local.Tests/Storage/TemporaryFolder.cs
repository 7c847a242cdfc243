namespace Dragonfly.Local.Tests.Storage;

/// <summary>A folder of one test's own.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dragonfly-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
