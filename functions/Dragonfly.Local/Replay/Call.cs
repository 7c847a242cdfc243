using Dragonfly.Core.Places;

namespace Dragonfly.Local.Replay;

/// <summary>One call of a day to replay. Times are times of day, from local midnight, and in order.</summary>
/// <param name="Number">The dispatcher's number; unique within the day.</param>
/// <param name="OpenedAt">When CAD hears of it.</param>
/// <param name="OnSceneAt">When somebody arrived, if that was after it was opened and before it was closed.</param>
/// <param name="ClosedAt">When it was over.</param>
/// <param name="Nature">What the dispatcher called it.</param>
/// <param name="CallType">The registry code that stands for <paramref name="Nature"/>.</param>
/// <param name="Place">Where, in Chattanooga.</param>
/// <param name="Beat">Beat.</param>
public sealed record Call(
    string Number, TimeSpan OpenedAt, TimeSpan? OnSceneAt, TimeSpan ClosedAt, string Nature, string CallType, GeoPoint Place, string Beat);
