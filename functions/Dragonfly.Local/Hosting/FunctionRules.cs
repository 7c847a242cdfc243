using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Local.Hosting;

/// <summary>
/// What a function may ask for. Everything else is refused at the start: it would fail on the real host in ways that are hard to see,
/// or would work there and not here.
/// </summary>
internal static class FunctionRules
{
    public static TriggerBindingAttribute Check(string name, MethodInfo method)
    {
        Require(name, method.IsPublic, $"{method.Name} must be public");
        var triggers = method.GetParameters().Where(parameter => parameter.IsDefined(typeof(TriggerBindingAttribute))).ToArray();
        Require(name, triggers.Length == 1, "exactly one parameter must have a trigger attribute");
        var (type, trigger) = (triggers[0].ParameterType, triggers[0].GetCustomAttribute<TriggerBindingAttribute>()!);
        var returns = method.ReturnType;
        Require(name, returns != typeof(ValueTask) && !(returns.IsGenericType && returns.GetGenericTypeDefinition() == typeof(ValueTask<>)),
            "the worker cannot await a ValueTask; return a Task");

        switch (trigger)
        {
            case HttpTriggerAttribute http:
                Require(name, http.AuthLevel == AuthorizationLevel.Anonymous, "AuthorizationLevel must be Anonymous: access is decided by our middleware");
                Require(name, type == typeof(HttpRequest), "the HTTP trigger must be an HttpRequest");
                Require(name, returns == typeof(IResult) || returns == typeof(Task<IResult>), "an HTTP function returns IResult or Task<IResult>");
                break;
            case TimerTriggerAttribute timer:
                Require(name, type == typeof(TimerInfo), "the timer trigger must be a TimerInfo");
                Require(name, returns == typeof(void) || returns == typeof(Task), "a timer function returns void or Task");
                Ncrontab.Parse(timer.Schedule);
                break;
            case OrchestrationTriggerAttribute:
                Require(name, type == typeof(TaskOrchestrationContext), "the orchestration trigger must be a TaskOrchestrationContext");
                Require(name, typeof(Task).IsAssignableFrom(returns), "an orchestrator returns a Task");
                break;
            case CosmosDBTriggerAttribute:
                Require(name, type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>), "the Cosmos DB trigger must be an IReadOnlyList<T>");
                Require(name, returns == typeof(void) || returns == typeof(Task), "a function of a change feed returns void or Task");
                Require(name, method.GetCustomAttribute<RetryAttribute>() is { MaxRetryCount: -1 }, "a function of a change feed must be retried without end: else the host passes over what failed");
                break;
            case EventGridTriggerAttribute or QueueTriggerAttribute:
                Require(name, type == typeof(string), "the trigger must be a string: what the worker cannot convert would be delivered again and again");
                Require(name, returns == typeof(void) || returns == typeof(Task), "a function that takes events returns void or Task");
                Require(name, trigger is not EventGridTriggerAttribute { IsBatched: true }, "events must come one by one: one that fails would have all of them delivered again");
                break;
            default:
                Require(name, trigger is ActivityTriggerAttribute, $"{trigger.GetType().Name} is not supported by the local host");
                break;
        }

        foreach (var parameter in method.GetParameters().Except(triggers))
            Require(name, IsBindable(parameter, trigger), $"parameter '{parameter.Name}' of type {parameter.ParameterType} cannot be bound");
        return trigger;
    }

    private static bool IsBindable(ParameterInfo parameter, TriggerBindingAttribute trigger)
    {
        var type = parameter.ParameterType;
        if (trigger is OrchestrationTriggerAttribute)
            return type == typeof(FunctionContext);
        if (parameter.IsDefined(typeof(DurableClientAttribute)))
            return type == typeof(DurableTaskClient);
        return type == typeof(FunctionContext)
            || type == typeof(CancellationToken)
            || (type == typeof(string) && trigger is HttpTriggerAttribute { Route: { } route }
                && RoutePatternFactory.Parse(route).GetParameter(parameter.Name!) is not null);
    }

    private static void Require(string name, bool condition, string rule)
    {
        if (!condition)
            throw new InvalidOperationException($"Function '{name}': {rule}.");
    }
}
