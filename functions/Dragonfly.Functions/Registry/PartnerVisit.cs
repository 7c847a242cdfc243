using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Dragonfly.Functions.Registry;

/// <summary>One request to change a partner, by somebody who may.</summary>
public sealed class PartnerVisit
{
    private const int MostBytes = 65_536;

    private readonly PartnerDesk desk;
    private readonly string source;
    private readonly PartnerRole needs;
    private readonly DurableTaskClient durable;

    internal PartnerVisit(PartnerDesk desk, HttpRequest request, StoredPartner stored, Caller caller, InstallerId? installer, string source, PartnerRole needs, DurableTaskClient durable) =>
        (this.desk, Request, Stored, Caller, Installer, this.source, this.needs, this.durable) = (desk, request, stored, caller, installer, source, needs, durable);

    /// <summary>The request.</summary>
    public HttpRequest Request { get; }

    /// <summary>The partner as it was read.</summary>
    public StoredPartner Stored { get; }

    /// <summary>Who calls.</summary>
    public Caller Caller { get; }

    /// <summary>The installer that the caller acts for; null when it acts for the partner or the program.</summary>
    public InstallerId? Installer { get; }

    /// <summary>Who is behind what is done.</summary>
    internal Origin Origin => Caller.Origin(source);

    /// <summary>How far an installer may go that adds something, by the partner as it was read; null for who is none.</summary>
    /// <exception cref="ProblemException">403: no work of the installer is under way.</exception>
    public InstallerBounds? BoundsToAdd() => Installer is not { } installer ? null : InstallerBounds.For(Stored.Partner, installer)
        ?? throw new ProblemException(Problem.Forbidden("noWorkUnderWay", "no work order of the installer is scheduled or installed"));

    /// <summary>Reads the fields of the body.</summary>
    /// <exception cref="ProblemException">400, 413, 415 or 422.</exception>
    public async Task<T> ReadAsync<T>(Func<FieldReader, T> read)
    {
        using var body = await JsonBody.ReadAsync(Request, MostBytes);
        return Fields.Read(body.RootElement, read);
    }

    /// <summary>Reads the fields of a body that may be left out; the default when it is.</summary>
    /// <exception cref="ProblemException">400, 413, 415 or 422.</exception>
    public async Task<T?> ReadOptionalAsync<T>(Func<FieldReader, T> read)
    {
        var bytes = await RequestBody.ReadAsync(Request, MostBytes);
        if (bytes.IsEmpty) return default; // Many clients name a media type all the same.
        JsonBody.CheckMediaType(Request);
        using var body = JsonBody.Parse(bytes);
        return Fields.Read(body.RootElement, read);
    }

    /// <summary>Does what a command says that needs no feeds at hand.</summary>
    /// <exception cref="ProblemException">It was refused, which is recorded.</exception>
    public Task<PartnerDraft> DoAsync(PartnerCommand command) => DoAsync(_ => new(command));

    /// <summary>Does what a command says.</summary>
    /// <param name="command">Makes the command, given the draft, which it may have feeds known to; it may run more than once.</param>
    /// <exception cref="ProblemException">It was refused, which is recorded.</exception>
    public async Task<PartnerDraft> DoAsync(Func<PartnerDraft, ValueTask<PartnerCommand>> command)
    {
        PartnerRefusal? refusal = null;
        PartnerCommand? last = null;
        var draft = await desk.ChangeAsync(Stored, Origin, durable, async draft =>
        {
            if (Installer is null) PartnerAccess.Check(draft.Partner, Caller, needs); // Who was a user when the partner was read may be none any more.
            refusal = draft.Decide(last = await command(draft)).Refusal;
        });
        if (refusal is not null) throw new ProblemException(PartnerProblems.Of(refusal));

        // Said again, because nobody answered the first time: it is on record, and now it is seen to.
        if (draft.IsEmpty && last is Withdraw again) await desk.EnforceAsync(draft.Partner.Id, again.Scope, Origin, durable);
        return draft;
    }
}
