namespace Dragonfly.Functions.Configuration;

/// <summary>Gathers what is wrong with the settings, so that whoever sets up the app hears of all of it at once.</summary>
public sealed class SettingFaults
{
    private readonly List<InvalidSettingException> faults = [];

    /// <summary>Adds one.</summary>
    public void Add(string setting, string must) => faults.Add(new(setting, must));

    /// <summary>Reads or registers something; what is wrong with its settings is noted.</summary>
    /// <returns>Whether it went well.</returns>
    public bool Try(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (InvalidSettingException fault)
        {
            faults.Add(fault);
        }
        catch (InvalidSettingsException many)
        {
            faults.AddRange(many.Faults);
        }

        return false;
    }

    /// <summary>Ends the start if anything is wrong.</summary>
    /// <exception cref="InvalidSettingsException">Something is.</exception>
    public void ThrowIfAny()
    {
        if (faults is not []) throw new InvalidSettingsException([.. faults.DistinctBy(fault => fault.Message)]);
    }
}
