using Dragonfly.Functions;
using Dragonfly.Local.Hosting;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddFunctionsHost(typeof(DragonflyApplication).Assembly, worker => worker.UseDragonfly());
var app = builder.Build();
app.MapFunctions();
app.Run();
