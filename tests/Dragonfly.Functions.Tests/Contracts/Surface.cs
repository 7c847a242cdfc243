using System.Reflection;

namespace Dragonfly.Functions.Tests.Contracts;

/// <summary>What of a type a caller or a deriving type can see, as text that does not depend on where the types were loaded.</summary>
internal static class Surface
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static string Shape(Type type) => string.Join(
        " ",
        type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct" : "class",
        type.IsAbstract ? "abstract" : "",
        type.IsSealed ? "sealed" : "",
        type.BaseType?.ToString() ?? "");

    public static IEnumerable<string> Members(Type type) =>
        type.GetConstructors(All).Where(IsVisible).Where(constructor => !IsCopy(constructor)).Select(Text)
            .Concat(type.GetMethods(All).Where(IsVisible).Select(Text))
            .Concat(type.GetFields(All).Where(field => field.IsPublic && !field.IsSpecialName).Select(Text));

    public static IEnumerable<string> AbstractMembers(Type type) =>
        type.GetMethods(All).Where(method => method.IsAbstract && IsVisible(method)).Select(Text);

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    /// <summary>Every record has one; whether it was written by hand does not matter.</summary>
    private static bool IsCopy(ConstructorInfo constructor) =>
        constructor.GetParameters() is [{ ParameterType: var only }] && only == constructor.DeclaringType;

    private static string Text(FieldInfo field) => $"{field.FieldType} {field.Name}{(field.IsLiteral ? " = " + field.GetRawConstantValue() : "")}";

    private static string Text(MethodBase method)
    {
        var parameters = method.GetParameters().Select(parameter =>
            $"{parameter.ParameterType} {parameter.Name}{(parameter.HasDefaultValue ? " = " + (parameter.RawDefaultValue ?? "null") : "")}");
        var access = method.IsPublic ? "public" : "protected";
        var kind = method.IsStatic ? " static" : method.IsAbstract ? " abstract" : method is { IsVirtual: true, IsFinal: false } ? " virtual" : "";
        var generic = method.IsGenericMethod ? $"<{string.Join(",", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        return $"{access}{kind} {(method as MethodInfo)?.ReturnType} {method.Name}{generic}({string.Join(", ", parameters)})";
    }
}
