namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>The rest of the worker's pipeline.</summary>
public delegate Task FunctionExecutionDelegate(FunctionContext context);

/// <summary>One link of the worker's pipeline.</summary>
public interface IFunctionsWorkerMiddleware
{
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
