namespace Dragonfly.Local.Storage;

/// <summary>The data folder cannot be used by this process; the message tells a person what to do.</summary>
public sealed class DataFolderException(string message, Exception? inner = null) : Exception(message, inner);
