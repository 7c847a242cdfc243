using System.Diagnostics;
using Dragonfly.Core.Incidents;

namespace Dragonfly.Functions.Operations;

/// <summary>
/// What happens to an incident, from CAD's message to the push, as spans of the source <c>Dragonfly</c>. Each names the incident, and so do the log scopes: that is
/// what ties together what the durable loop, the sweeper and people do to it hours apart, since no trace is kept with an incident. Attributes hold opaque ids, codes and
/// counts; never a body, a name or an address. When nobody listens a span is null and costs a comparison.
/// </summary>
internal static class Spans
{
    /// <summary>The source's name.</summary>
    public const string Source = "Dragonfly";

    /// <summary>The attribute with the incident's id.</summary>
    public const string Incident = "dragonfly.incident";

    private static readonly ActivitySource Sources = new(Source);

    /// <summary>Begins a span. Call it in an async method or dispose of it where it was begun: it is the current one until then.</summary>
    public static Activity? Begin(string name, IncidentId? incident = null, ActivityKind kind = ActivityKind.Internal)
    {
        var span = Sources.StartActivity(name, kind);
        return incident is { } id ? span?.SetTag(Incident, id.Value) : span;
    }

    /// <summary>What was to be done was not.</summary>
    /// <param name="span">The span, if anybody listens.</param>
    /// <param name="code">The code of why; no message, which may say more than it should.</param>
    public static void Fail(this Activity? span, string code) => span?.SetStatus(ActivityStatusCode.Error, code);
}
