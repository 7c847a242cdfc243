using Microsoft.Extensions.FileProviders;

namespace Dragonfly.Local.Dashboard;

/// <summary>Serves the pages of <c>dashboard/</c>, where the build left them, as Azure Static Web Apps would: same files, same headers.</summary>
internal static class DashboardFiles
{
    /// <summary>Where the build puts them.</summary>
    public static string BuiltFolder { get; } = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    /// <summary>Whether there are any in a folder.</summary>
    public static bool AreIn(string folder) => File.Exists(Path.Combine(folder, "index.html"));

    /// <summary>Serves those of a folder at the root, if there are any; what is no file of theirs is left to the rest.</summary>
    /// <exception cref="InvalidDataException">They have no good configuration.</exception>
    public static void UseDashboard(this IApplicationBuilder app, string folder)
    {
        if (!AreIn(folder)) return;
        var (config, files) = (SiteConfig.Read(folder), new PhysicalFileProvider(folder));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            OnPrepareResponse = prepared =>
            {
                foreach (var (name, value) in config.HeadersOf(prepared.Context.Request.Path)) prepared.Context.Response.Headers[name] = value;
            },
        });
    }
}
