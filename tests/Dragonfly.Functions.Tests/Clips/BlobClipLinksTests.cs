using System.Globalization;
using System.Net;
using System.Text;
using System.Web;
using System.Xml.Linq;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Microsoft.Extensions.Time.Testing;

namespace Dragonfly.Functions.Tests.Clips;

/// <summary>Links in Azure, where there are no keys: which right they give, and how long the key lives that signs them.</summary>
public sealed class BlobClipLinksTests
{
    private static readonly ClipBlob Blob = new(new(new string('c', 32)), 1);

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 8, 14, 18, 0, 0, TimeSpan.Zero));
    private readonly StorageScript azure = new(KeyFor);

    [Fact]
    public async Task A_link_gives_one_right_to_one_blob_over_https_and_ends()
    {
        using var store = azure.Store(clock, byIdentity: true);
        foreach (var (link, right) in ((Uri, string)[])[(await store.LinkToWriteAsync(Blob, In(5), default), "c"), (await store.LinkToReadAsync(Blob, In(5), null, default), "r")])
        {
            link.GetLeftPart(UriPartial.Path).ShouldBe($"https://city.blob.core.windows.net/clips/{Blob}");
            var query = HttpUtility.ParseQueryString(link.Query);
            (query["sp"], query["sr"], query["spr"], query["se"], query["st"]).ShouldBe((right, "b", "https", "2026-08-14T18:05:00Z", null));
            query["skoid"].ShouldNotBeNull("signed with a user delegation key");
        }
    }

    [Fact]
    public async Task One_key_signs_the_links_of_hours_and_is_renewed_before_a_link_would_outlive_it()
    {
        using var store = azure.Store(clock, byIdentity: true);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => store.LinkToReadAsync(Blob, In(5), null, default)));
        clock.Advance(TimeSpan.FromHours(3));
        var early = HttpUtility.ParseQueryString((await store.LinkToWriteAsync(Blob, In(120), default)).Query);
        azure.Asked.ShouldHaveSingleItem().ShouldContain("comp=userdelegationkey");
        clock.Advance(TimeSpan.FromHours(2));
        var late = HttpUtility.ParseQueryString((await store.LinkToWriteAsync(Blob, In(120), default)).Query);
        azure.Asked.Count.ShouldBe(2);
        (late["ske"] == early["ske"]).ShouldBeFalse();
        foreach (var link in (System.Collections.Specialized.NameValueCollection[])[early, late])
            string.CompareOrdinal(link["se"], link["ske"]).ShouldBeLessThanOrEqualTo(0, "a link ends with its key");
    }

    [Fact]
    public async Task Without_a_key_there_is_no_link()
    {
        using var store = new StorageScript(_ => StorageScript.Error(HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch")).Store(clock, byIdentity: true);
        await Should.ThrowAsync<StoreUnavailableException>(() => store.LinkToReadAsync(Blob, In(5), null, default));
    }

    private DateTimeOffset In(int minutes) => clock.GetUtcNow().AddMinutes(minutes);

    private static HttpResponseMessage KeyFor(HttpRequestMessage request)
    {
        var asked = XDocument.Parse(request.Content!.ReadAsStringAsync().Result).Root!;
        string Time(string name) => DateTimeOffset.Parse(asked.Element(name)!.Value, CultureInfo.InvariantCulture).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new(HttpStatusCode.OK)
        {
            Content = new StringContent(
                $"""
                <?xml version="1.0" encoding="utf-8"?><UserDelegationKey><SignedOid>00000000-0000-0000-0000-000000000002</SignedOid><SignedTid>00000000-0000-0000-0000-000000000001</SignedTid><SignedStart>{Time("Start")}</SignedStart><SignedExpiry>{Time("Expiry")}</SignedExpiry><SignedService>b</SignedService><SignedVersion>2026-04-06</SignedVersion><Value>{Convert.ToBase64String(new byte[32])}</Value></UserDelegationKey>
                """,
                Encoding.UTF8,
                "application/xml"),
        };
    }
}
