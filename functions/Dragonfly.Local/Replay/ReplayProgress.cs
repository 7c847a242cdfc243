namespace Dragonfly.Local.Replay;

/// <summary>How far a replay has come.</summary>
/// <param name="Sent">Messages sent.</param>
/// <param name="Messages">Messages there are.</param>
/// <param name="Now">What time it is in the replay.</param>
/// <param name="Unfinished">After the last message: incidents that still have a feed to lock; null before.</param>
public sealed record ReplayProgress(int Sent, int Messages, DateTimeOffset Now, int? Unfinished = null);
