using Dragonfly.Audit;

return await AuditCommand.RunAsync(args, Console.OpenStandardInput(), Console.Out, Console.Error);
