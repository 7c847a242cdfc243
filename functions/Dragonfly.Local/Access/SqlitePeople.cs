using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Access;
using Dragonfly.Core.Json;
using Dragonfly.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Dragonfly.Local.Access;

/// <summary>The directory of people in SQLite.</summary>
public sealed class SqlitePeople(SqliteDatabase database) : IPeople
{
    private const string Store = "people";

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Person>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var sought = JsonSerializer.Serialize([.. ids], StoreJson.Default.ImmutableArrayString);
        return database.ReadAsync(Store, session => People(session.Query("SELECT json FROM person WHERE id IN (SELECT value FROM json_each($1))", sought)));
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Person>> ListAsync(string? after, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.ReadAsync(Store, session => People(session.Query("SELECT json FROM person WHERE id > $1 ORDER BY id LIMIT $2", after ?? "", limit)));
    }

    /// <inheritdoc/>
    /// <remarks>Once the write is queued, <paramref name="cancellation"/> is not honored any more.</remarks>
    public Task SaveAsync(Person person, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var json = JsonSerializer.Serialize(person, CoreJson.Default.Person);
        return database.WriteAsync(Store, session => { session.Execute("INSERT INTO person (id, json) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET json = $2", person.Id, json); });
    }

    /// <inheritdoc/>
    /// <remarks>Once the write is queued, <paramref name="cancellation"/> is not honored any more.</remarks>
    public Task RemoveAsync(string id, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return database.WriteAsync(Store, session => { session.Execute("DELETE FROM person WHERE id = $1", id); });
    }

    private static ImmutableArray<Person> People(SqliteDataReader reader)
    {
        using var rows = reader;
        var people = ImmutableArray.CreateBuilder<Person>();
        while (rows.Read()) people.Add(JsonSerializer.Deserialize(rows.GetString(0), CoreJson.Default.Person)!);
        return people.DrainToImmutable();
    }
}
