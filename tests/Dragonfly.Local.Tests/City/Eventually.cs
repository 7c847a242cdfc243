using System.Diagnostics;

namespace Dragonfly.Local.Tests.City;

/// <summary>Waits for what happens on other threads: looks again and again, and gives up only when it clearly will not.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // Of a machine that does much else at once, too.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static async Task<T> SeeAsync<T>(Func<Task<T>> look, Func<T, bool> fits, Action? meanwhile = null)
    {
        using var timer = new PeriodicTimer(Pause);
        for (var since = Stopwatch.GetTimestamp(); ;)
        {
            var seen = await look();
            if (fits(seen)) return seen;
            if (Stopwatch.GetElapsedTime(since) > Patience) throw new TimeoutException($"what is seen still does not fit: {seen}");
            meanwhile?.Invoke();
            await timer.WaitForNextTickAsync();
        }
    }

    public static Task SeeAsync(Func<bool> look) => SeeAsync(() => Task.FromResult(look()), seen => seen);
}
