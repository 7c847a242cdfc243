using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Dragonfly.Local.Hosting;

/// <summary>Collects worker middleware; the first added is the outermost, the function itself is innermost.</summary>
internal sealed class WorkerBuilder(IServiceCollection services) : IFunctionsWorkerApplicationBuilder
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middlewares = [];

    public IServiceCollection Services => services;

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        middlewares.Add(middleware);
        return this;
    }

    public FunctionExecutionDelegate Build() =>
        Enumerable.Reverse(middlewares).Aggregate<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>, FunctionExecutionDelegate>(
            context => ((LocalFunctionContext)context).ExecuteAsync(), (next, middleware) => middleware(next));
}
