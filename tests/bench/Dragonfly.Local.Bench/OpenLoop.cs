using System.Diagnostics;

namespace Dragonfly.Local.Bench;

/// <summary>Load that does not wait for answers: a server that is slow gets no less of it.</summary>
internal static class OpenLoop
{
    /// <summary>Sends so many a second from a thread of its own, and returns what came of each once all are answered.</summary>
    public static async Task<T[]> RunAsync<T>(int count, int perSecond, Func<int, Task<T>> send)
    {
        var sent = new TaskCompletionSource<Task<T>[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            var tasks = new Task<T>[count];
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < count; i++)
            {
                var wait = TimeSpan.FromSeconds((double)i / perSecond) - Stopwatch.GetElapsedTime(start);
                if (wait > TimeSpan.Zero) Thread.Sleep(wait);
                tasks[i] = send(i);
            }

            sent.SetResult(tasks);
        })
        { IsBackground = true, Name = "Load" }.Start();
        return await Task.WhenAll(await sent.Task);
    }
}
