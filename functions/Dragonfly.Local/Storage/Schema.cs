namespace Dragonfly.Local.Storage;

/// <summary>The tables, versioned by <c>PRAGMA user_version</c>. Times are UTC ticks of 100 ns since the year 1. A new database goes through every version.</summary>
internal static partial class Schema
{
    private const long Version = 5;

    /// <summary>Makes the tables that a database does not have yet, all of them or none.</summary>
    /// <exception cref="DataFolderException">The database is of a newer version than this program.</exception>
    public static void Bring(SqliteSession session, string path)
    {
        var found = (long)session.Scalar("PRAGMA user_version")!;
        if (found > Version)
            throw new DataFolderException($"The database {path} has version {found}, and this program knows {Version} at most. Use a newer program or another folder.");
        if (found == Version) return;
        session.Execute("BEGIN IMMEDIATE");
        if (found < 1) session.Execute(Incidents);
        if (found < 2) BringSettings(session);
        if (found < 3) BringVersion3(session);
        if (found < 4) session.Execute(Events);
        if (found < 5) BringVersion5(session);
        session.Execute($"PRAGMA user_version = {Version}; COMMIT");
    }

    // A line for each feature, whose tables are in a file of their own: Schema.{Feature}.cs.
    private static void BringVersion3(SqliteSession session)
    {
        session.Execute(Log);
        BringAccesses(session);
        session.Execute(Registry);
    }

    private static void BringVersion5(SqliteSession session)
    {
        session.Execute(Clips);
        session.Execute(Bulletins);
    }
}
