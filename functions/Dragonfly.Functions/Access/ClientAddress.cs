using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Dragonfly.Functions.Access;

/// <summary>Where calls come from.</summary>
internal static class ClientAddress
{
    /// <summary>The address that the outermost of our proxies heard a request from; null when nobody knows.</summary>
    public static IPAddress? Of(HttpRequest request, AccessOptions options)
    {
        var connected = request.HttpContext.Connection.RemoteIpAddress;
        if (options.TrustedProxies == 0) return Plain(connected);
        var hops = request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Plain(hops is [] ? connected : IPEndPoint.TryParse(hops[^Math.Min(options.TrustedProxies, hops.Length)], out var hop) ? hop.Address : null);
    }

    /// <summary>The network of an address, coarse enough to be kept: 24 bits of an IPv4 address, 48 of an IPv6 one.</summary>
    public static string? NetworkOf(IPAddress? address) => address is null ? null : Network(address, address.AddressFamily is AddressFamily.InterNetwork ? 24 : 48);

    /// <summary>Whom an address belongs to, to count by: all of an IPv4 address, and the 64 bits of an IPv6 one that a subscriber does not choose.</summary>
    public static string? OwnerOf(IPAddress? address) => address is null ? null : Network(address, address.AddressFamily is AddressFamily.InterNetwork ? 32 : 64);

    private static string Network(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(bits / 8).Clear();
        return $"{new IPAddress(bytes)}/{bits}";
    }

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
