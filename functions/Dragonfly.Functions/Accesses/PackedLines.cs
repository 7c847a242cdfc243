using System.Text.Json.Serialization;
using Dragonfly.Core.Accesses;
using Dragonfly.Functions.Storage;

namespace Dragonfly.Functions.Accesses;

/// <summary>What is read of an <see cref="AccessPack"/>.</summary>
internal sealed record PackedLines(string Accessed, AccessRecord[] Lines)
{
    /// <summary>The moment of its lines.</summary>
    [JsonIgnore]
    public DateTimeOffset At => SortableTime.Parse(Accessed.Split('|')[0]);
}
