using System.Globalization;
using System.Text;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Clips;

namespace Dragonfly.Audit;

/// <summary>Writes what a package holds for people.</summary>
internal static class PackageText
{
    public static string Of(EvidenceManifest manifest)
    {
        var (text, clip) = (new StringBuilder(), manifest.Clip);
        Line($"Clip      {clip.Id}: {clip.Wish.Kind.ToString().ToLowerInvariant()} of incident {clip.Wish.Incident}, feed {clip.Wish.Feed?.Value ?? "none"}, {Time(clip.Wish.From)} to {Time(clip.Wish.To)}");
        Line($"File      {manifest.Media.Name}: {manifest.Media.Length:N0} bytes, {manifest.Media.ContentType}, SHA-256 {manifest.Media.Sha256}");
        Line($"Authority grant {clip.Wish.Grant?.Value ?? "none"}, policy {clip.Wish.PolicyVersion ?? "none"}, consent {(manifest.Consent is { } consent ? $"{consent.Timeline} entry {consent.Entry.Sequence}" : "none")}");
        Line($"Packaged  {Time(manifest.CreatedAt)} by {manifest.CreatedBy}, key {manifest.KeyId}");
        foreach (var entry in manifest.Custody) Line($"Custody   {entry.Sequence,3} {Time(entry.At)} {EventKind.Of(entry.Event)} by {entry.Origin.Actor} ({entry.Origin.Role})");
        return text.ToString().TrimEnd();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }

    private static string Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "unknown";
}
