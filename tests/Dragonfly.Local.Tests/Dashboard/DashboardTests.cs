using System.Text.RegularExpressions;
using Dragonfly.Functions.Http;
using Dragonfly.Local.Dashboard;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Local.Tests.Dashboard;

/// <summary>The pages, as a browser gets them from this host.</summary>
public sealed partial class DashboardTests : IDisposable
{
    private readonly TemporaryFolder data = new();
    private readonly TemporaryFolder pages = new();

    public void Dispose()
    {
        data.Dispose();
        pages.Dispose();
    }

    [Fact]
    public async Task A_page_comes_with_the_headers_of_its_configuration()
    {
        Build();
        await using var app = await StartAsync(pages.Path);
        using var http = new HttpClient { BaseAddress = app.Address };
        using var page = await http.GetAsync("console/");
        (await page.Content.ReadAsStringAsync()).ShouldBe("<p>console</p>");
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        page.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'"]);
        page.Headers.CacheControl!.NoCache.ShouldBeTrue();
        using var asset = await http.GetAsync("assets/a.js");
        asset.Headers.CacheControl!.ToString().ShouldBe("max-age=60");
        asset.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'"]);
    }

    [Fact]
    public async Task What_is_no_page_is_the_APIs()
    {
        Build();
        await using var app = await StartAsync(pages.Path);
        using var http = new HttpClient { BaseAddress = app.Address };
        (await http.GetStringAsync("api/health")).ShouldContain("up");
        ((int)(await http.GetAsync("nothing.html")).StatusCode).ShouldBe(404);
        ((int)(await http.GetAsync(".secret/file")).StatusCode).ShouldBe(404);
        ((int)(await http.GetAsync("..%2f..%2fetc/passwd")).StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task Without_pages_all_else_is_served()
    {
        await using var app = await StartAsync(pages.Path);
        using var http = new HttpClient { BaseAddress = app.Address };
        ((int)(await http.GetAsync("")).StatusCode).ShouldBe(404);
        (await http.GetStringAsync("api/health")).ShouldContain("up");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    public async Task Pages_without_their_policy_are_not_served(string? config)
    {
        Build();
        var file = Path.Combine(pages.Path, SiteConfig.FileName);
        if (config is null) File.Delete(file);
        else await File.WriteAllTextAsync(file, config);
        (await Should.ThrowAsync<InvalidDataException>(() => StartAsync(pages.Path))).Message.ShouldContain(SiteConfig.FileName);
    }

    [Fact]
    public async Task A_page_of_another_origin_may_read_what_it_goes_by()
    {
        await using var app = await StartAsync(pages.Path);
        using var http = new HttpClient { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/policy") { Headers = { { "Origin", "https://dashboard.example" } } };
        using var reply = await http.SendAsync(request);
        ((int)reply.StatusCode).ShouldBe(401);
        reply.Headers.GetValues("Access-Control-Expose-Headers").ShouldBe([ExposedHeadersMiddleware.Exposed]);
        // Who may ask is the platform's to say, and not ours.
        reply.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        using var own = await http.GetAsync("api/policy");
        own.Headers.Contains("Access-Control-Expose-Headers").ShouldBeFalse();
    }

    /// <summary>What the build made, where Node.js was at hand, as it must be in CI.</summary>
    [BuiltDashboardFact]
    public async Task Every_built_page_is_served_whole_and_has_nothing_inline()
    {
        await using var app = await StartAsync(BuiltDashboardFactAttribute.Folder);
        using var http = new HttpClient { BaseAddress = app.Address };
        foreach (var path in (string[])["", "console/", "partner/", "officer/", "admin/"])
        {
            using var reply = await http.GetAsync(path);
            ((int)reply.StatusCode).ShouldBe(200, path);
            reply.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; script-src 'self';");
            var html = await reply.Content.ReadAsStringAsync();
            Inline().IsMatch(html).ShouldBeFalse(path);
            var assets = Asset().Matches(html).Select(match => match.Groups["path"].Value).ToArray();
            assets.ShouldNotBeEmpty(path);
            foreach (var asset in assets) ((int)(await http.GetAsync(asset)).StatusCode).ShouldBe(200, asset);
        }
    }

    private void Build()
    {
        foreach (var (path, text) in new[]
        {
            ("index.html", "<p>public</p>"),
            ("console/index.html", "<p>console</p>"),
            ("assets/a.js", "1"),
            (".secret/file", "secret"),
            (SiteConfig.FileName, """{"globalHeaders":{"Content-Security-Policy":"default-src 'none'","Cache-Control":"no-cache"},"routes":[{"route":"/assets/*","headers":{"Cache-Control":"max-age=60"}}]}"""),
        })
        {
            var file = new FileInfo(Path.Combine(pages.Path, path));
            file.Directory!.Create();
            File.WriteAllText(file.FullName, text);
        }
    }

    private Task<LocalApp> StartAsync(string folder) => LocalApp.StartAsync(new("http://127.0.0.1:0", data.Path, () => [])
    {
        DashboardFolder = folder,
        Configure = services => services.AddLogging(logging => logging.ClearProviders()),
    });

    [GeneratedRegex("""<style|<script(?![^>]* src=)|\son[a-z]+=|style=|javascript:|(src|href)="(https?:)?//""")]
    private static partial Regex Inline();

    [GeneratedRegex("""(src|href)="/(?<path>[^"#]+\.(js|css|svg|webmanifest))["]""")]
    private static partial Regex Asset();
}
