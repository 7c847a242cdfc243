namespace Dragonfly.Local.Terminal;

/// <summary>
/// Commands to paste into bash. Times and the incident's number are made when they are run: the first one may be run again, for another robbery, and leaves
/// the number of the last in the shell variable <c>n</c> for the second.
/// </summary>
internal static class DemoCalls
{
    private const string Now = "'$(date -u +%Y-%m-%dT%H:%M:%SZ)'";

    /// <summary>Reports a robbery at 35.0456, −85.3097.</summary>
    public static string Open(Uri server, string token) => Curl(
        server,
        token,
        """{"number":"DEMO-'$((n=$(date +%s)))'","messageId":"'$n'-1","messageTime":"NOW","callType":"ROBBERY","status":"Active","location":{"latitude":35.0456,"longitude":-85.3097}}""");

    /// <summary>Reports that it is over.</summary>
    public static string Close(Uri server, string token) => Curl(
        server,
        token,
        """{"number":"DEMO-'${n:?report the robbery first, in this terminal}'","messageId":"'$n'-2","messageTime":"NOW","callType":"ROBBERY","status":"Closed"}""");

    private static string Curl(Uri server, string token, string body) =>
        $"curl -sS {new Uri(server, "api/cad/incidents")} -H 'Authorization: Bearer {token}' -H 'Content-Type: application/json' -d '{body.Replace("NOW", Now, StringComparison.Ordinal)}'";
}
