using System.Collections.Immutable;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Registry.Bulk;

/// <summary>The fields of one row, whatever the format of the file. What is asked for and is at fault is noted, and comes out as nothing.</summary>
internal interface IBulkFields
{
    /// <summary>Which row.</summary>
    RowSource Source { get; }

    /// <summary>Whether it says anything of a field.</summary>
    bool Has(string name);

    /// <summary>A text, trimmed.</summary>
    string? Text(string name, int most, bool required = false);

    /// <summary>A number within bounds.</summary>
    double? Number(string name, double least, double most);

    /// <summary>A list of short texts; empty when it says nothing.</summary>
    ImmutableArray<string> Texts(string name);

    /// <summary>Where the thing is; required.</summary>
    GeoPoint? Place();

    /// <summary>Notes a fault.</summary>
    void Add(string name, string code, string detail);
}
