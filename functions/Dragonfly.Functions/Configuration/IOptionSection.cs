namespace Dragonfly.Functions.Configuration;

/// <summary>Options that are a section of the settings, and know which values make sense.</summary>
public interface IOptionSection
{
    /// <summary>The section's name; a setting of it is <c>{section}__{property}</c>.</summary>
    static abstract string Section { get; }

    /// <summary>What of it makes no sense: the property, and what it must be.</summary>
    IEnumerable<(string Property, string Must)> Faults();
}
