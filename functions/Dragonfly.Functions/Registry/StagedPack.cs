using System.Globalization;
using Dragonfly.Functions.Audit;

namespace Dragonfly.Functions.Registry;

/// <summary>Entries of a write that is too large for one batch, before they are entered in the log, where nobody finds them: its packs have other properties. ADR 15.</summary>
/// <param name="Timeline">The partner's timeline.</param>
/// <param name="Id">Its id.</param>
/// <param name="Write">The write.</param>
/// <param name="Pack">The pack that it becomes.</param>
internal sealed record StagedPack(string Timeline, string Id, string Write, EntryPack Pack)
{
    /// <summary>That it is staged.</summary>
    public string Type => "staged";

    /// <summary>The item of a pack.</summary>
    public static StagedPack Of(EntryPack pack, string write) => new(pack.Timeline, string.Create(CultureInfo.InvariantCulture, $"staged:{write}:{pack.Id}"), write, pack);
}
