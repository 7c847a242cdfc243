namespace Dragonfly.Core.Incidents;

/// <summary>A live channel does not let anybody connect. The caller may try again.</summary>
public sealed class ChannelUnavailableException(string channel, Exception inner) : Exception($"the {channel} channel is unavailable", inner);
