namespace Dragonfly.Local.Storage;

/// <summary>One process's claim on a data folder. The operating system holds it and drops it with the process, however that ends.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream file;

    private DataFolderLock(FileStream file) => this.file = file;

    /// <summary>Claims a folder, which is made if need be.</summary>
    /// <exception cref="DataFolderException">Another process has it, or it cannot be written to.</exception>
    public static DataFolderLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(folder, e);
        }

        try
        {
            return new(new FileStream(Path.Combine(folder, "dragonfly.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw Unusable(folder, e);
        }
        catch (IOException e)
        {
            throw new DataFolderException($"The data folder {folder} is in use by another process. Stop that one, or name another folder.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static DataFolderException Unusable(string folder, Exception e) => new($"The data folder {folder} cannot be used: {e.Message}", e);
}
