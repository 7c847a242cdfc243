using System.Security.Cryptography;

namespace Dragonfly.Local.Storage;

/// <summary>A private key (ECDSA P-256) that is made on the first start and kept in the data folder.</summary>
internal static class KeyFile
{
    public static ECDsa ReadOrMake(string file)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(file))
        {
            key.ImportFromPem(File.ReadAllText(file));
            return key;
        }

        // Moved into place whole: a process killed in the middle leaves no half of a key, on which every later start would fail.
        var (draft, options) = ($"{file}.new", new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write });
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, options)) writer.Write(key.ExportPkcs8PrivateKeyPem());
        File.Move(draft, file, overwrite: true);
        return key;
    }
}
