using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Json;
using Dragonfly.Core.Registry;
using Dragonfly.Local.Audit;
using Dragonfly.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Dragonfly.Local.Registry;

/// <summary>A write as rows, made ready on the caller's thread so that the writer has only to store them.</summary>
internal sealed record PartnerRows(PartnerWrite Write, string Head, string? Profile, string Users, string Installers, EntryRows Entries)
{
    /// <summary>The rows of a write.</summary>
    /// <exception cref="ArgumentException">Its entries are not the ones that lead from the expected sequence to the head's, or a feed is another partner's.</exception>
    public static PartnerRows Of(PartnerWrite write)
    {
        var (partner, entries) = (write.Partner, write.Entries);
        write.ThrowUnlessWhole();
        return new(
            write,
            JsonSerializer.Serialize(partner, CoreJson.Default.Partner),
            write.Profile is { } profile ? JsonSerializer.Serialize(profile, CoreJson.Default.Profile) : null,
            JsonSerializer.Serialize([.. partner.Users.Select(user => user.Id)], StoreJson.Default.ImmutableArrayString),
            JsonSerializer.Serialize([.. partner.WorkOrders.Select(order => order.Installer.Value).Distinct()], StoreJson.Default.ImmutableArrayString),
            EntryRows.Of(partner.Timeline, partner.Timeline.Agency, entries));
    }

    /// <summary>Stores them, unless the stored head is not at the expected sequence.</summary>
    public bool TryWrite(SqliteSession session)
    {
        if (!TryWriteHead(session)) return false;
        var id = Write.Partner.Id.Value;
        session.Execute("DELETE FROM partner_user WHERE partner = $1 AND user NOT IN (SELECT value FROM json_each($2))", id, Users);
        session.Execute("INSERT OR IGNORE INTO partner_user (partner, user) SELECT $1, value FROM json_each($2)", id, Users);
        session.Execute("DELETE FROM partner_installer WHERE partner = $1 AND installer NOT IN (SELECT value FROM json_each($2))", id, Installers);
        session.Execute("INSERT OR IGNORE INTO partner_installer (partner, installer) SELECT $1, value FROM json_each($2)", id, Installers);
        FeedRows.Write(session, Write.Feeds);
        return Entries.TryAppend(session) ? true : throw new InvalidOperationException($"the timeline of partner {id} does not end where its head does");
    }

    /// <summary>The partner of a row that begins with head and profile.</summary>
    public static StoredPartner In(SqliteDataReader row) => new(
        JsonSerializer.Deserialize(row.GetString(0), CoreJson.Default.Partner)!,
        row.IsDBNull(1) ? null : JsonSerializer.Deserialize(row.GetString(1), CoreJson.Default.Profile));

    /// <summary>How a status is stored.</summary>
    public static string? NameOf(PartnerStatus? status) => status?.ToString();

    private bool TryWriteHead(SqliteSession session)
    {
        var partner = Write.Partner;
        var endedAt = partner.Erased ? null : partner.EndedAt?.UtcTicks;
        return 1 == (Write.ExpectedSequence == 0
            ? session.Execute(
                "INSERT INTO partner (id, sequence, status, ended_at, head, profile) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING",
                partner.Id.Value,
                partner.Sequence,
                NameOf(partner.Status),
                endedAt,
                Head,
                Profile)
            : session.Execute(
                "UPDATE partner SET sequence = $3, status = $4, ended_at = $5, head = $6, profile = $7 WHERE id = $1 AND sequence = $2",
                partner.Id.Value,
                Write.ExpectedSequence,
                partner.Sequence,
                NameOf(partner.Status),
                endedAt,
                Head,
                Profile));
    }
}
