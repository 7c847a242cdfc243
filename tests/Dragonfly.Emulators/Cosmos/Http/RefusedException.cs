namespace Dragonfly.Emulators.Cosmos.Http;

/// <summary>A request that is answered with an error: its status, what went wrong in words, and the service's sub status (0 when there is none).</summary>
internal sealed class RefusedException(int status, string message, int subStatus = 0) : Exception(message)
{
    public int Status => status;

    public int SubStatus => subStatus;
}
