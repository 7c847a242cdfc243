using Dragonfly.Conformance;
using Dragonfly.Core.Access;
using Dragonfly.Local.Access;
using Dragonfly.Local.Storage;

namespace Dragonfly.Local.Tests.Access;

public sealed class SqlitePeopleTests : PeopleConformance
{
    private readonly TemporaryFolder folder = new();
    private SqliteDatabase database = null!;

    protected override Task<IPeople> OpenAsync()
    {
        database = SqliteDatabase.Open(folder.Path);
        return Task.FromResult<IPeople>(new SqlitePeople(database));
    }

    protected override async Task CloseAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }
}
