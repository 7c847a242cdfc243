using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;

namespace Dragonfly.Local.Registry;

/// <summary>An invented business.</summary>
/// <param name="Id">Opaque id, the same for the same position in every generated registry.</param>
/// <param name="Name">What it is called; shown, never written to a timeline.</param>
/// <param name="Place">Its front door.</param>
/// <param name="FeedCount">How many cameras it has.</param>
public sealed record SeededPartner(PartnerId Id, string Name, GeoPoint Place, int FeedCount);
