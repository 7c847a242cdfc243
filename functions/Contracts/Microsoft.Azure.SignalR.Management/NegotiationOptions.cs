namespace Microsoft.Azure.SignalR.Management;

/// <summary>For whom a client's token is made out, and for how long.</summary>
public class NegotiationOptions
{
    public string? UserId { get; set; }

    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    public bool CloseOnAuthenticationExpiration { get; set; }
}
