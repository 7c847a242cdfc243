using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dragonfly.Emulators.Azurite;

/// <summary>What an <see cref="Azurite"/> shows for itself over https: a certificate of its own, that its clients alone trust.</summary>
public sealed class AzuriteCertificate : IDisposable
{
    private readonly X509Certificate2 certificate;

    private AzuriteCertificate(X509Certificate2 certificate, string folder) => (this.certificate, File, KeyFile) = (certificate, Path.Combine(folder, "certificate.pem"), Path.Combine(folder, "key.pem"));

    /// <summary>The certificate.</summary>
    public string File { get; }

    /// <summary>Its private key.</summary>
    public string KeyFile { get; }

    /// <summary>A client that trusts it, and nobody else.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString(HashAlgorithmName.SHA256) == certificate.GetCertHashString(HashAlgorithmName.SHA256) },
    });

    /// <inheritdoc/>
    public void Dispose() => certificate.Dispose();

    internal static AzuriteCertificate Make(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        var made = new AzuriteCertificate(request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1)), folder);
        System.IO.File.WriteAllText(made.File, made.certificate.ExportCertificatePem());
        System.IO.File.WriteAllText(made.KeyFile, key.ExportPkcs8PrivateKeyPem());
        return made;
    }
}
