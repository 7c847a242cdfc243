using System.IO.Compression;
using System.Security.Cryptography;
using Dragonfly.Audit;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;
using Dragonfly.Local.Tests.City;

namespace Dragonfly.Local.Tests.Flows;

/// <summary>A clip is given out as evidence, and verified on a machine without us.</summary>
public sealed class PackageFlows
{
    [Fact]
    public async Task A_package_verifies_offline_and_shows_every_change_to_it()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var clip = await ClipFlows.AvailableAsync(town);
        (await town.Investigator.PostAsync($"clips/{clip}/packages", new { })).ShouldBeProblem(422, "required");
        var package = await FetchAsync(town, clip);
        var key = PemOf((await town.Service<ICheckpointSigner>().CurrentKeyAsync(default)).PublicKey);
        var (code, said) = await VerifyAsync(package, key);
        code.ShouldBe(AuditCommand.Fine, said);
        said.ShouldContain("The package is as it was given out.");
        said.ShouldContain("clipBegan");
        said.ShouldContain("clipPackaged");
        said.ShouldContain("partners/partner-1 entry");
        (await town.Auditor.CustodyAsync(clip))[^1].Event.ShouldBe(new ClipPackaged("for the prosecutor"));

        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (await VerifyAsync(package, stranger.ExportSubjectPublicKeyInfoPem())).Code.ShouldBe(AuditCommand.Faulty);
        (await VerifyAsync(package[..(package.Length / 2)], key)).Code.ShouldBe(AuditCommand.Faulty);
        (await VerifyAsync("no zip"u8.ToArray(), key)).Code.ShouldBe(AuditCommand.Faulty);
        foreach (var change in (Action<ZipArchive>[])[ChangeMedia, ChangeManifest, DropSignature, AddFile, DropMedia])
            (await VerifyAsync(Changed(package, change), key)).Code.ShouldBe(AuditCommand.Faulty, change.Method.Name);
    }

    [Fact]
    public async Task A_still_is_given_out_as_well()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var (id, view) = await town.RobberyAsync();
        var still = await EvidenceDesk.StillAsync(town.Investigator, id, view.Grants[0].GrantId);
        var (code, said) = await VerifyAsync(await FetchAsync(town, still.ClipId), PemOf((await town.Service<ICheckpointSigner>().CurrentKeyAsync(default)).PublicKey));
        code.ShouldBe(AuditCommand.Fine, said);
    }

    [Fact]
    public async Task A_file_that_was_changed_in_the_store_is_given_out_to_nobody()
    {
        await using var town = await Town.StartAsync(Town.TwoCameras);
        var clip = await ClipFlows.AvailableAsync(town);
        var file = Path.Combine(town.Folder, "clips", new ClipBlob(clip, 1).ToString());
        await File.AppendAllTextAsync(file, "more");
        await Should.ThrowAsync<HttpRequestException>(() => FetchAsync(town, clip));
    }

    private static void ChangeMedia(ZipArchive zip) => Rewrite(zip, zip.Entries.Single(entry => entry.Name.EndsWith(".avi", StringComparison.Ordinal)).Name, bytes => bytes[^1] ^= 1);

    private static void ChangeManifest(ZipArchive zip) => Rewrite(zip, EvidenceManifest.FileName, bytes => bytes[bytes.AsSpan().IndexOf("investigator"u8)]++);

    private static void DropSignature(ZipArchive zip) => zip.GetEntry(EvidenceManifest.SignatureName)!.Delete();

    private static void DropMedia(ZipArchive zip) => zip.Entries.Single(entry => entry.Name.EndsWith(".avi", StringComparison.Ordinal)).Delete();

    private static void AddFile(ZipArchive zip)
    {
        using var more = new StreamWriter(zip.CreateEntry("confession.txt").Open());
        more.Write("I did it");
    }

    private static void Rewrite(ZipArchive zip, string name, Action<byte[]> change)
    {
        using var content = zip.GetEntry(name)!.Open();
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        change(bytes);
        content.Position = 0;
        content.Write(bytes);
    }

    private static byte[] Changed(byte[] package, Action<ZipArchive> change)
    {
        using var stream = new MemoryStream();
        stream.Write(package);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true)) change(zip);
        return stream.ToArray();
    }

    private static async Task<byte[]> FetchAsync(Town town, ClipId clip)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/clips/{clip}/packages") { Content = Desk.JsonText("""{"reason":"for the prosecutor"}""") };
        request.Headers.Authorization = new("Bearer", town.Investigator.Token);
        using var http = new HttpClient { BaseAddress = town.App.Address };
        using var response = await http.SendAsync(request);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task<(int Code, string Said)> VerifyAsync(byte[] package, string pem)
    {
        using TemporaryFile file = new(), key = new();
        await File.WriteAllBytesAsync(file.Path, package);
        await File.WriteAllTextAsync(key.Path, pem);
        using var output = new StringWriter();
        return (await AuditCommand.RunAsync(["verify-package", file.Path, "--key", key.Path], Stream.Null, output, output), output.ToString());
    }

    private static string PemOf(string spki) => new(PemEncoding.Write("PUBLIC KEY", Convert.FromBase64String(spki)));
}
