using Dragonfly.Emulators.Cosmos.Http;
using Dragonfly.Emulators.Cosmos.Items;

namespace Dragonfly.Emulators.Cosmos.Query;

/// <summary>A query as it is sent: text, parameters and, where a page of a sorted query is resumed, from where.</summary>
internal sealed record QuerySpec(string Text, IReadOnlyDictionary<string, Value> Parameters, ResumeFilter? Resume)
{
    public static QuerySpec Parse(ReadOnlyMemory<byte> body)
    {
        var spec = ItemRules.Parse(body);
        var text = Read.Text(spec, "query") ?? throw new RefusedException(400, "The query is missing.");
        var parameters = Read.List(spec, "parameters").ToDictionary(p => Read.Text(p, "name")!, p => Read.Member(p, "value"), StringComparer.Ordinal);
        var resume = Read.Member(spec, "resumeFilter");
        return new(text, parameters, resume is Object ? ResumeFilter.Of(resume) : null);
    }
}
