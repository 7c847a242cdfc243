using System.Collections.Immutable;
using Dragonfly.Core.Incidents.Cad;

namespace Dragonfly.Core.Registry.Bulk;

/// <summary>Everything that is wrong with a file: the first faults one by one, and how many there are in all.</summary>
public sealed class BulkFaults
{
    /// <summary>How many are listed.</summary>
    public const int MostListed = 100;

    private readonly ImmutableArray<FieldError>.Builder listed = ImmutableArray.CreateBuilder<FieldError>();

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The first ones, in the order in which they were found.</summary>
    public ImmutableArray<FieldError> Listed => listed.ToImmutable();

    /// <summary>Notes one.</summary>
    /// <param name="path">Where: a line of a CSV file, a JSON path of a GeoJSON file.</param>
    /// <param name="code">What is wrong, for programs.</param>
    /// <param name="detail">What is wrong, for people.</param>
    public void Add(string path, string code, string detail)
    {
        Count++;
        if (listed.Count < MostListed) listed.Add(new(path, code, detail));
    }

    /// <summary>Notes one of a field.</summary>
    public void Add(RowSource source, string field, string code, string detail) => Add(source.PathOf(field), code, $"{field} {detail}");
}
