using System.Collections.Immutable;
using Dragonfly.Core.Audit;

namespace Dragonfly.Core.Registry;

/// <summary>Something that was decided about the list of installers.</summary>
public abstract record InstallersEvent : TimelineEvent;

/// <summary>Another list stands from here on.</summary>
/// <param name="Approved">The list, whole.</param>
public sealed record InstallersRevised(ImmutableArray<Installer> Approved) : InstallersEvent;

/// <summary>Somebody wanted another list and was refused.</summary>
/// <param name="Code">The code of why not: of the first fault when there were more.</param>
/// <param name="Path">JSON path of what was at fault, or <c>If-Match</c>.</param>
public sealed record InstallersRefused(string Code, string Path) : InstallersEvent;
