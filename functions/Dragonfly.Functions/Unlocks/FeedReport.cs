using System.Collections.Immutable;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Functions.Unlocks;

/// <summary>What a video system says by itself of a feed, in a CloudEvent 1.0 whose <c>data</c> holds <c>feed</c>, <c>health</c> and <c>analytics</c>.</summary>
/// <param name="Feed">Which feed.</param>
/// <param name="Description">How it is and what runs on it.</param>
/// <param name="Names">What each of the analytics is called by in a fault.</param>
public sealed record FeedReport(FeedId Feed, FeedDescription Description, ImmutableArray<string> Names)
{
    /// <summary>The type of the event.</summary>
    public const string EventType = "com.dragonfly.video.feedDescribed";

    private const int MostAnalytics = 50;

    /// <summary>Reads the event, and notes what is wrong with it.</summary>
    public static FeedReport Read(FieldReader fields)
    {
        if (fields.Text("specversion", 8, required: true) is { } version && version is not "1.0") fields.Add("specversion", "unsupportedVersion", "must be 1.0");
        fields.Text("id", 200, required: true);
        fields.Text("source", 200, required: true);
        if (fields.Text("type", 200, required: true) is { } type && type is not EventType) fields.Add("type", "unknownEventType", $"must be {EventType}");
        if (fields.Object("data", required: true) is not { } data) return default!;
        var (feed, health) = (data.Text("feed", 64, required: true), data.Member<FeedHealth>("health", required: true));
        var analytics = data.Texts("analytics", MostAnalytics, 100, required: true);
        return new(new(feed ?? ""), new(health ?? default, [.. analytics.Select(kind => kind.Text)]), [.. analytics.Select(kind => kind.Name)]);
    }
}
