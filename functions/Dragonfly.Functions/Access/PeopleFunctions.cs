using Dragonfly.Core.Access;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Functions.Access;

/// <summary>
/// The directory of people: which badge, name and shift stand behind the opaque id of a principal. A change is on record before it is made, so that none is made that is
/// not; what it says is not, and can be deleted.
/// </summary>
public sealed class PeopleFunctions(IPeople people, ITimelines timelines, TimeProvider clock)
{
    private const int MostBytes = 16_384;
    private const int MostIdCharacters = 128;
    private const int PageSize = 100;

    private readonly Ledger<TimelineEnd> ledger = new(timelines, PersonEvent.Timeline, TimelineEnd.Unwritten, clock);

    /// <summary>Everybody who is listed, by id.</summary>
    [Function(nameof(ListPeople))]
    [Allow(Role.ProgramAdmin)]
    public async Task<IResult> ListPeople([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "people")] HttpRequest request)
    {
        var page = await people.ListAsync(new QueryReader(request).Text("after", MostIdCharacters), PageSize, request.HttpContext.RequestAborted);
        return Answer.Json(new Page<Person>(page, page.Length == PageSize ? page[^1].Id : null), ApiJson.Default.PagePerson);
    }

    /// <summary>Lists somebody, in the place of what was listed before.</summary>
    [Function(nameof(ListPerson))]
    [Allow(Role.ProgramAdmin)]
    public async Task<IResult> ListPerson([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "people/{personId}")] HttpRequest request, string personId)
    {
        var id = Check(personId);
        using var body = await JsonBody.ReadAsync(request, MostBytes);
        var person = Fields.Read(body.RootElement, fields => PersonFormat.Read(id, fields));
        await RecordAsync(new PersonListed(id), request, nameof(ListPerson));
        await people.SaveAsync(person, CancellationToken.None);
        return Answer.Json(person, CoreJson.Default.Person);
    }

    /// <summary>Deletes what is listed of somebody. Logs go on to name the opaque id, which then says nothing of who it was.</summary>
    [Function(nameof(RemovePerson))]
    [Allow(Role.ProgramAdmin)]
    public async Task<IResult> RemovePerson([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "people/{personId}")] HttpRequest request, string personId)
    {
        var id = Check(personId);
        if ((await people.FindAsync([id], request.HttpContext.RequestAborted)).IsEmpty) throw new ProblemException(Problem.NotFound("person"));
        await RecordAsync(new PersonRemoved(id), request, nameof(RemovePerson));
        await people.RemoveAsync(id, CancellationToken.None);
        return TypedResults.NoContent();
    }

    private Task RecordAsync(PersonEvent happened, HttpRequest request, string source) => ledger.AppendAsync((_, _) => happened, Caller.Of(request).Origin(source));

    private static string Check(string id) => id.Length <= MostIdCharacters && !id.Any(char.IsControl) ? id : throw new ProblemException(Problem.NotFound("person"));
}
