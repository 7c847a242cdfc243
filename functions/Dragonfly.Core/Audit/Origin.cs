namespace Dragonfly.Core.Audit;

/// <summary>Who caused an entry, and from where: the identity and source that CJIS AU-3 asks of each audit record.</summary>
/// <param name="Actor">The opaque id of the principal; never a name.</param>
/// <param name="Role">The role under which it acted, one of <see cref="Access.Role"/>, or <c>System</c>.</param>
/// <param name="Source">The door it came through: a function's name.</param>
public sealed record Origin(string Actor, string Role, string Source)
{
    /// <summary>The system itself, acting on a due time.</summary>
    public static Origin System(string source) => new("dragonfly", "System", source);
}
