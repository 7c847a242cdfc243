using System.Globalization;
using Dragonfly.Core.Places;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dragonfly.Local.Storage;

/// <summary>A connection and the statements it has prepared. Not for two threads at once.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> commands = [];

    private SqliteSession(SqliteConnection connection) => this.connection = connection;

    /// <summary>
    /// Opens a connection; <paramref name="setup"/> is run on it once. Its SQL has functions of our own: <c>meters(latitude, longitude, latitude, longitude)</c>,
    /// the distance between two places, and <c>ticks(text)</c>, a moment as the tables hold it.
    /// </summary>
    public static SqliteSession Open(string path, SqliteOpenMode mode, string setup)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = setup;
            command.ExecuteNonQuery();
            connection.CreateFunction("ticks", (string at) => DateTimeOffset.Parse(at, CultureInfo.InvariantCulture).UtcTicks, isDeterministic: true);
            connection.CreateFunction("meters", (double? latitude, double? longitude, double fromLatitude, double fromLongitude) => Meters(latitude, longitude, new(fromLatitude, fromLongitude)), isDeterministic: true);
            return new(connection);
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The statements it has run.</summary>
    public IReadOnlyCollection<string> Statements => commands.Keys;

    /// <summary>Runs a statement, whose parameters are <c>$1</c>, <c>$2</c>, …; returns how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> arguments) => Prepared(sql, arguments).ExecuteNonQuery();

    /// <summary>Runs a statement; returns the first value of its first row, or null when there is none.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<object?> arguments) => Prepared(sql, arguments).ExecuteScalar();

    /// <summary>Runs a query, whose reader must be disposed before the same query is run again.</summary>
    public SqliteDataReader Query(string sql, params ReadOnlySpan<object?> arguments) => Prepared(sql, arguments).ExecuteReader();

    /// <summary>Undoes the transaction, if one is still open: SQLite ends it by itself after some errors.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(connection.Handle!) == 0) Execute("ROLLBACK");
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private static double? Meters(double? latitude, double? longitude, GeoPoint from) =>
        latitude is { } north && longitude is { } east ? from.DistanceTo(new(north, east)) : null;

    private SqliteCommand Prepared(string sql, ReadOnlySpan<object?> arguments)
    {
        if (!commands.TryGetValue(sql, out var command)) commands[sql] = command = Prepare(sql, arguments.Length);
        for (var i = 0; i < arguments.Length; i++) command.Parameters[i].Value = arguments[i] ?? DBNull.Value;
        return command;
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++) command.Parameters.Add(new() { ParameterName = $"${i}" });
        return command;
    }
}
