using System.Text;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Storage;
using Microsoft.Azure.Cosmos;

namespace Dragonfly.Functions.Registry;

/// <summary>Asks for heads of partners by id.</summary>
internal static class PartnerListQuery
{
    /// <summary>The query.</summary>
    public static QueryDefinition Of(PartnerQuery query)
    {
        var text = new StringBuilder("SELECT TOP @limit * FROM c WHERE c.partner > @after");
        var wanted = new List<(string Name, string Value)>();
        if (query.Status is { } status) Add(" AND c.status = @status", "@status", PartnerHead.StatusOf(status));
        if (query.User is { } user) Add(" AND ARRAY_CONTAINS(c.users, @user)", "@user", user);
        if (query.Installer is { } installer) Add(" AND ARRAY_CONTAINS(c.installers, @installer)", "@installer", installer.Value);
        if (query.EndedBefore is { } ended) Add(" AND c.ended < @ended", "@ended", SortableTime.Of(ended));
        var definition = new QueryDefinition(text.Append(" ORDER BY c.partner").ToString()).WithParameter("@limit", query.Limit).WithParameter("@after", query.After?.Value ?? "");
        foreach (var (name, value) in wanted) definition.WithParameter(name, value);
        return definition;

        void Add(string condition, string name, string value)
        {
            text.Append(condition);
            wanted.Add((name, value));
        }
    }
}
