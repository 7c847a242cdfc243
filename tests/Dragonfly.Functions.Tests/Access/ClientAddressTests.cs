using System.Net;
using Dragonfly.Functions.Access;
using Microsoft.AspNetCore.Http;

namespace Dragonfly.Functions.Tests.Access;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData(0, "203.0.113.9", "198.51.100.7")]
    [InlineData(1, "", "198.51.100.7")]
    [InlineData(1, "203.0.113.9", "203.0.113.9")]
    [InlineData(1, "10.0.0.1, 203.0.113.9:51234", "203.0.113.9")]
    [InlineData(2, "10.0.0.1, 203.0.113.9, 192.0.2.1:443", "203.0.113.9")]
    [InlineData(2, "203.0.113.9", "203.0.113.9")]
    [InlineData(1, "[2001:db8::1]:443", "2001:db8::1")]
    [InlineData(1, "2001:db8::1", "2001:db8::1")]
    [InlineData(1, "::ffff:203.0.113.9", "203.0.113.9")]
    [InlineData(1, "not an address", null)]
    public void It_is_what_the_outermost_of_our_proxies_heard(int proxies, string forwarded, string? expected) =>
        ClientAddress.Of(Request(forwarded), new() { TrustedProxies = proxies }).ShouldBe(expected is null ? null : IPAddress.Parse(expected));

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.0/24", "203.0.113.9/32")]
    [InlineData("2001:db8:1:2:3::9", "2001:db8:1::/48", "2001:db8:1:2::/64")]
    public void Its_network_is_kept_and_its_owner_counted(string address, string network, string owner)
    {
        ClientAddress.NetworkOf(IPAddress.Parse(address)).ShouldBe(network);
        ClientAddress.OwnerOf(IPAddress.Parse(address)).ShouldBe(owner);
    }

    private static HttpRequest Request(string forwarded)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse("::ffff:198.51.100.7");
        http.Request.Headers["X-Forwarded-For"] = forwarded;
        return http.Request;
    }
}
