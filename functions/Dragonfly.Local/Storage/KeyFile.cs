using System.Buffers.Text;
using System.Security.Cryptography;

namespace Dragonfly.Local.Storage;

/// <summary>Secrets that are made on the first start and kept in the data folder, for its owner's eyes only.</summary>
internal static class KeyFile
{
    /// <summary>A private key (ECDSA P-256).</summary>
    public static ECDsa ReadOrMake(string file)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        key.ImportFromPem(ReadOrMake(file, key.ExportPkcs8PrivateKeyPem));
        return key;
    }

    /// <summary>A text that nobody can guess, fit to be part of an address.</summary>
    public static string ReadOrMakeCode(string file) => ReadOrMake(file, () => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    private static string ReadOrMake(string file, Func<string> make)
    {
        if (File.Exists(file)) return File.ReadAllText(file);

        // Moved into place whole: a process killed in the middle leaves no half of a secret, on which every later start would fail.
        var (secret, draft, options) = (make(), $"{file}.new", new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write });
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, options)) writer.Write(secret);
        File.Move(draft, file, overwrite: true);
        return secret;
    }
}
