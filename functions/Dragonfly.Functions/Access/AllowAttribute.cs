namespace Dragonfly.Functions.Access;

/// <summary>Names the roles that may call an HTTP function. A function that has neither this nor <see cref="AllowAnyoneAttribute"/> is refused to all.</summary>
/// <param name="roles">One of <see cref="Core.Access.Role"/> each; any of them will do.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowAttribute(params string[] roles) : Attribute
{
    /// <summary>Any of these will do.</summary>
    public IReadOnlyList<string> Roles { get; } = roles;
}

/// <summary>Lets anybody call an HTTP function, with or without a token; a token that is sent must still be good.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowAnyoneAttribute : Attribute;
