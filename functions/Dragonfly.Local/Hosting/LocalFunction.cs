using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Dragonfly.Local.Hosting;

/// <summary>A [Function] method, checked once and then cheap to call.</summary>
internal sealed class LocalFunction : FunctionDefinition
{
    private readonly MethodInvoker invoker;
    private readonly ObjectFactory? activator;
    private readonly Func<LocalFunctionContext, object?>[] arguments;
    private readonly Func<object?, Task<object?>> unwrap;

    private LocalFunction(string name, MethodInfo method)
    {
        var type = method.DeclaringType!;
        Name = name;
        EntryPoint = $"{type.FullName}.{method.Name}";
        PathToAssembly = type.Assembly.Location;
        Parameters = [.. method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];
        Trigger = FunctionRules.Check(name, method);
        invoker = MethodInvoker.Create(method);
        activator = method.IsStatic ? null : ActivatorUtilities.CreateFactory(type, []);
        arguments = [.. method.GetParameters().Select(Argument)];
        unwrap = Unwrap(method.ReturnType);
    }

    public TriggerBindingAttribute Trigger { get; }

    /// <summary>Route of an HTTP function, without the prefix.</summary>
    public string Route => (Trigger as HttpTriggerAttribute)?.Route ?? Name;

    public override string Name { get; }

    public override string Id => Name;

    public override string EntryPoint { get; }

    public override string PathToAssembly { get; }

    public override ImmutableArray<FunctionParameter> Parameters { get; }

    public override IImmutableDictionary<string, BindingMetadata> InputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    /// <summary>Functions by name; names are case-insensitive on the host.</summary>
    public static IReadOnlyDictionary<string, LocalFunction> Discover(IEnumerable<Type> classes)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var functions = new Dictionary<string, LocalFunction>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in classes.SelectMany(type => type.GetMethods(All)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { Name: var name } && !functions.TryAdd(name, new LocalFunction(name, method)))
                throw new InvalidOperationException($"Function '{name}': another function has this name.");
        }

        return functions;
    }

    public async Task<object?> ExecuteAsync(LocalFunctionContext context)
    {
        var target = activator?.Invoke(context.InstanceServices, []);
        return await unwrap(invoker.Invoke(target, Array.ConvertAll(arguments, argument => argument(context)).AsSpan()));
    }

    private static Func<LocalFunctionContext, object?> Argument(ParameterInfo parameter)
    {
        var (name, type) = (parameter.Name!, parameter.ParameterType);
        if (parameter.IsDefined(typeof(ActivityTriggerAttribute)) || parameter.IsDefined(typeof(CosmosDBTriggerAttribute)))
            return context => Payload.Read(context.Input as string, type);
        if (parameter.GetCustomAttribute<TriggerBindingAttribute>() is not null)
            return context => context.Input;
        if (parameter.GetCustomAttribute<DurableClientAttribute>() is not null)
            return context => context.InstanceServices.GetRequiredService<LocalTaskHub>();
        if (type == typeof(FunctionContext))
            return context => context;
        if (type == typeof(CancellationToken))
            return context => context.CancellationToken;
        return context => context.BindingContext.BindingData.GetValueOrDefault(name);
    }

    private static Func<object?, Task<object?>> Unwrap(Type type) =>
        !typeof(Task).IsAssignableFrom(type) ? Task.FromResult
        : !type.IsGenericType ? async task => { await (Task)task!; return null; }
    : typeof(LocalFunction).GetMethod(nameof(AwaitAsync), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type.GenericTypeArguments[0])
            .CreateDelegate<Func<object?, Task<object?>>>();

    private static async Task<object?> AwaitAsync<T>(object? task) => await (Task<T>)task!;
}
