using System.Collections.Immutable;
using Dragonfly.Core.Incidents.Cad;

namespace Dragonfly.Core.Registry;

/// <summary>Reads a list of installers from people's JSON: <c>{"installers": [{"id": "epb", "users": ["…"]}]}</c>.</summary>
public static class InstallersFormat
{
    private const int MostInstallers = 50;
    private const int MostUsers = 500;
    private const int MostCharacters = 64;

    /// <summary>Reads it; each fault is noted.</summary>
    public static ImmutableArray<Installer> Read(FieldReader fields)
    {
        fields.KnowsOnly("installers");
        var installers = ImmutableArray.CreateBuilder<Installer>();
        var (ids, users) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var one in fields.Objects("installers", required: true))
        {
            one.KnowsOnly("id", "users");
            var id = one.Text("id", MostCharacters, required: true);
            if (id is not null && !IsId(id)) one.Add("id", "malformed", "must be of lower-case letters, digits and hyphens");
            else if (id is not null && !ids.Add(id)) one.Add("id", "duplicateInstaller", "is on the list already");
            var named = one.Texts("users", MostUsers, MostCharacters);
            foreach (var (name, user) in named)
                if (!users.Add(user)) one.Add(name, "duplicateUser", "acts for an installer already");
            if (id is not null) installers.Add(new(new(id), [.. named.Select(user => user.Text)]));
        }

        if (fields.Has("installers") && installers.Count is (0 or > MostInstallers)) fields.Add("installers", "outOfRange", $"must be 1 to {MostInstallers} installers");
        return installers.DrainToImmutable();
    }

    private static bool IsId(string id) => id.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-');
}
