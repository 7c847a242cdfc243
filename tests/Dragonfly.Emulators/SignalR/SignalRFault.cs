namespace Dragonfly.Emulators.SignalR;

/// <summary>What is wrong with the service.</summary>
public abstract record SignalRFault
{
    private SignalRFault()
    {
    }

    /// <summary>It is gone: every connection breaks, and so does every call.</summary>
    public sealed record Down : SignalRFault;

    /// <summary>It takes calls and never answers. Who is connected stays so.</summary>
    public sealed record Hang : SignalRFault;

    /// <summary>It answers each call late.</summary>
    /// <param name="By">How late, by the stand-in's clock.</param>
    public sealed record Slow(TimeSpan By) : SignalRFault;

    /// <summary>It refuses each call.</summary>
    /// <param name="Status">With this status: 401, 403, 429, 500.</param>
    public sealed record Refuse(int Status) : SignalRFault;
}
