using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dragonfly.Functions.Configuration;

/// <summary>
/// Binds sections of the settings to options, once, at the start. A name that no option has, a value that is none of its kind and one that makes no sense are faults:
/// a setting that is passed over in silence is worse than one that ends the start.
/// </summary>
internal static class OptionSections
{
    private static readonly Dictionary<Type, string> Kinds = new()
    {
        [typeof(int)] = "a whole number",
        [typeof(double)] = "a number",
        [typeof(bool)] = "true or false",
        [typeof(TimeSpan)] = "a time span such as 00:10:00",
    };

    /// <summary>Registers the options of a section, unless the host has its own.</summary>
    public static void AddSection<T>(this IServiceCollection services, IConfiguration configuration, SettingFaults faults) where T : class, IOptionSection, new() =>
        services.AddSection(configuration, faults, T.Section, (T options) => options.Faults());

    /// <summary>The same for options that do not know of settings.</summary>
    public static void AddSection<T>(
        this IServiceCollection services, IConfiguration configuration, SettingFaults faults, string name, Func<T, IEnumerable<(string Property, string Must)>> check) where T : class, new()
    {
        var section = configuration.GetSection(name);
        var known = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        var wrong = section.GetChildren().Where(setting => !IsGood(setting)).ToArray();
        if (wrong is not []) return;
        if (Bind<T>(section, faults) is not { } options) return;
        foreach (var (property, must) in check(options)) faults.Add($"{name}__{property}", must);
        services.TryAddSingleton(options);

        bool IsGood(IConfigurationSection setting)
        {
            if (!known.TryGetValue(setting.Key, out var property))
            {
                var meant = Spelling.Nearest(setting.Key, known.Keys);
                faults.Add($"{name}__{setting.Key}", meant is null ? $"left out: {name} has {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}" : $"{name}__{meant}, or left out: there is no such setting");
                return false;
            }

            var kind = KindOf(property);
            if (kind is null || IsOfKind(setting.Value, property.PropertyType)) return true;
            faults.Add($"{name}__{property.Name}", kind);
            return false;
        }
    }

    // What goes wrong further in, in an item of a list, the binder's own words name.
    private static T? Bind<T>(IConfigurationSection section, SettingFaults faults) where T : class, new()
    {
        try
        {
            // Else the binder leaves out an item of a list that it cannot read, and says nothing.
            return section.Get<T>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new();
        }
        catch (InvalidOperationException e)
        {
            faults.Add(section.Key, $"readable: {Innermost(e).Message}");
            return null;
        }
    }

    // The binder's own words, of which the innermost name the setting.
    private static InvalidOperationException Innermost(InvalidOperationException e) => e.InnerException is InvalidOperationException inner ? Innermost(inner) : e;

    private static string? KindOf(PropertyInfo property) =>
        property.PropertyType == typeof(string) ? null : Kinds.GetValueOrDefault(property.PropertyType, "a list: its items are settings of their own, whose names go on with __0, __1 and so on");

    private static bool IsOfKind(string? value, Type type)
    {
        try
        {
            return Kinds.ContainsKey(type) ? value is not null && TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value) is not null : value is not { Length: > 0 };
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return false;
        }
    }
}
