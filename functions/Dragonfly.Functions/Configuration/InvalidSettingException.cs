namespace Dragonfly.Functions.Configuration;

/// <summary>A setting is missing or cannot be used; the message names it and says what it must be. Never holds the value: it may be a secret.</summary>
/// <param name="name">The setting.</param>
/// <param name="must">What it must be: <c>the account's address, https://{account}.documents.azure.com/</c>.</param>
public sealed class InvalidSettingException(string name, string must) : Exception($"the setting {name} must be {must}")
{
    /// <summary>The setting.</summary>
    public string Setting => name;
}
