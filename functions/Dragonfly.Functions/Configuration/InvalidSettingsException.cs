namespace Dragonfly.Functions.Configuration;

/// <summary>Settings are missing or cannot be used: all that were found, each on its line.</summary>
/// <param name="faults">What is wrong with each.</param>
public sealed class InvalidSettingsException(IReadOnlyList<InvalidSettingException> faults)
    : Exception($"{(faults.Count == 1 ? "one setting is" : $"{faults.Count} settings are")} wrong:{string.Concat(faults.Select(fault => $"\n- {fault.Message}"))}")
{
    /// <summary>What is wrong with each.</summary>
    public IReadOnlyList<InvalidSettingException> Faults => faults;
}
