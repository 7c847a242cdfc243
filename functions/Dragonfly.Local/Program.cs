using Dragonfly.Local;
using Dragonfly.Local.CommandLine;

var (options, exitCode) = LocalCommand.Read(args, Console.Out, Console.Error);
return options is null ? exitCode : await LocalProgram.RunAsync(options, Console.Out, Console.Error);
