using System.Collections.Immutable;

namespace Dragonfly.Core.Registry.Bulk;

/// <summary>What an import does.</summary>
/// <param name="Steps">The commands, in order: all of them are done, or none.</param>
/// <param name="Sites">How many sites it adds and changes.</param>
/// <param name="Feeds">How many feeds.</param>
public sealed record BulkPlan(ImmutableArray<BulkStep> Steps, BulkCount Sites, BulkCount Feeds);

/// <summary>One command of an import.</summary>
/// <param name="Source">The row that it comes of: the first one, where it comes of several.</param>
/// <param name="Command">The command.</param>
public sealed record BulkStep(RowSource Source, PartnerCommand Command);

/// <summary>How many of the things in a file are new, are there and differ, and are there just so.</summary>
public sealed record BulkCount(int Added, int Changed, int Unchanged);
