namespace Dragonfly.Functions.Access;

/// <summary>One caller's pace: each call moves the time of the next one on by a step, and as many steps as the burst has may lie ahead of the clock (the generic cell rate algorithm).</summary>
internal sealed class Pace(LimitAttribute limit)
{
    private readonly TimeSpan step = TimeSpan.FromMinutes(1) / limit.PerMinute;
    private readonly Lock gate = new();
    private DateTimeOffset paid = DateTimeOffset.MinValue;

    /// <summary>Takes one call; when there is none left, says how long it is until there is.</summary>
    /// <returns>Zero when it was taken.</returns>
    public TimeSpan Take(DateTimeOffset now)
    {
        lock (gate)
        {
            var most = now + (step * limit.Burst);
            paid = paid < now ? now : paid > most ? most : paid; // Never beyond the burst: a clock may go back.
            if (paid + step > most) return paid + step - most;
            paid += step;
            return TimeSpan.Zero;
        }
    }
}
