using Dragonfly.Core.Incidents;
using Microsoft.Extensions.Logging;

namespace Dragonfly.Functions.Operations;

/// <summary>Puts the incident's id on every line that is logged while it is worked on, beside the trace's id.</summary>
internal static class IncidentScope
{
    private static readonly Func<ILogger, string, IDisposable?> Define = LoggerMessage.DefineScope<string>("{Incident}");

    /// <summary>Begins it; it ends when it is disposed of.</summary>
    public static IDisposable? BeginIncident(this ILogger log, IncidentId incident) => Define(log, incident.Value);
}
