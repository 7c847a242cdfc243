using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Dragonfly.Conformance;
using Dragonfly.Conformance.Cad;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Json;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Tests.Incidents.Cad;

public sealed class CodeTableTests
{
    [Fact]
    public void A_file_is_read_as_a_spreadsheet_writes_it() =>
        Read("\uFEFFlocalCode,registryCode,note\r\n 211a ,robbery,\"armed, or not\"\r\n\r\n\"4,59\",BURGLARY,\r\n").ShouldBe(new Dictionary<string, string> { ["211A"] = "ROBBERY", ["4,59"] = "BURGLARY" });

    [Fact]
    public void A_table_may_be_empty() => Read("localCode,registryCode\n").ShouldBeEmpty();

    [Fact]
    public void A_code_may_stand_for_one_that_never_unlocks()
    {
        foreach (var forbidden in UnlockPolicy.Forbidden) Read($"localCode,registryCode\nMARCH,{forbidden}\n")["MARCH"].ShouldBe(forbidden);
    }

    [Fact]
    public void A_code_that_never_unlocks_cannot_stand_for_one_that_does()
    {
        foreach (var forbidden in UnlockPolicy.Forbidden)
        {
            ErrorsOf($"localCode,registryCode\n415,NOISE\n {forbidden.ToLowerInvariant()},ROBBERY\n").ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                error => error.Path.ShouldBe("line 3"), error => error.Code.ShouldBe("forbiddenCode"));
            Read($"localCode,registryCode\n{forbidden},{forbidden}\n")[forbidden].ShouldBe(forbidden);
        }
    }

    [Fact]
    public void A_table_that_says_so_all_the_same_is_not_believed()
    {
        var table = CodeTable.Empty.After(new CodesImported(UnlockPolicy.Forbidden.ToImmutableSortedDictionary(code => code, _ => "ROBBERY")));
        foreach (var forbidden in UnlockPolicy.Forbidden) (table.CodeFor(forbidden.ToLowerInvariant()), table.Find(forbidden)).ShouldBe((forbidden, null));
    }

    [Theory]
    [InlineData("CIVDIS")]
    [InlineData("curfew")]
    public void A_code_that_never_unlocks_may_not_stand_for_another(string forbidden)
    {
        ErrorsOf($"localCode,registryCode\n{forbidden},ROBBERY\n").ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            error => error.Path.ShouldBe("line 2"), error => error.Code.ShouldBe("forbiddenCode"));
        Read($"localCode,registryCode\n{forbidden},{forbidden}\n").ShouldHaveSingleItem();
        Sent.Read(TestMessages.Own.Replace("ROBBERY", forbidden), codes: (forbidden.ToUpperInvariant(), "ROBBERY")).Understood().CallType.ShouldBe(forbidden.ToUpperInvariant());
        Sent.Read(Sent.Eido(eido =>
        {
            eido["incidentComponent"]!["incidentTypeInternalCode"] = forbidden;
            eido["incidentComponent"]!["incidentTypeCommonRegistryText"] = "LOCAL";
        }), codes: (forbidden.ToUpperInvariant(), "ROBBERY")).Understood().CallType.ShouldBe("LOCAL");
    }

    [Theory]
    [InlineData("", "line 1", "required")]
    [InlineData("\n\n", "line 1", "required")]
    [InlineData("211,ROBBERY\n", "line 1", "wrongColumns")]
    [InlineData("localCode\n211\n", "line 1", "wrongColumns")]
    [InlineData("registryCode,localCode\nROBBERY,211\n", "line 1", "wrongColumns")]
    [InlineData("localCode,registryCode\n211\n", "line 2", "wrongColumns")]
    [InlineData("localCode,registryCode\n211,ROBBERY,why\n", "line 2", "wrongColumns")]
    [InlineData("localCode,registryCode\n211,\"ROB\"BERY\n", "line 2", "malformed")]
    [InlineData("localCode,registryCode\n211,\"ROBBERY\n", "line 2", "malformed")]
    [InlineData("localCode,registryCode\n ,ROBBERY\n", "line 2", "empty")]
    [InlineData("localCode,registryCode\n211,\n", "line 2", "empty")]
    [InlineData("localCode,registryCode\n12345678901234567890123456789012345678901234567890123456789012345,ROBBERY\n", "line 2", "tooLong")]
    [InlineData("localCode,registryCode\n2\u000111,ROBBERY\n", "line 2", "controlCharacter")]
    [InlineData("localCode,registryCode\n211,ROBERY\n", "line 2", "unknownCallType")]
    [InlineData("localCode,registryCode\n211,ROBBERY\n459,BURGLARY\n211,ROBBERY\n", "line 4", "duplicateCode")]
    [InlineData("localCode,registryCode\nAdw,ASSAULT\nADW,ASSAULT\n", "line 3", "duplicateCode")]
    public void A_fault_names_its_line(string csv, string line, string code) => ErrorsOf(csv).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
        error => error.Path.ShouldBe(line), error => error.Code.ShouldBe(code));

    [Fact]
    public void Every_fault_is_named() => ErrorsOf("localCode,registryCode\n,NOPE\n211,ROBBERY\n211,NOPE\n").Select(error => (error.Path, error.Code)).ShouldBe(
        [("line 2", "empty"), ("line 2", "unknownCallType"), ("line 4", "unknownCallType"), ("line 4", "duplicateCode")]);

    [Fact]
    public void Five_thousand_lines_are_read_and_not_one_more()
    {
        var lines = "localCode,registryCode\n" + string.Concat(Enumerable.Range(2, 4_999).Select(i => $"C{i},ROBBERY\n"));
        Read(lines).Count.ShouldBe(4_999);
        ErrorsOf(lines + "ONE,ROBBERY\nMORE,ROBBERY\n").ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            error => error.Path.ShouldBe("line 5001"), error => error.Code.ShouldBe("tooManyLines"));
    }

    [Fact]
    public void What_is_not_utf8_is_not_read() => CodeTableFile.Read([.. "localCode,registryCode\n"u8, 0xE9]).Errors.ShouldHaveSingleItem().Code.ShouldBe("notUnicode");

    [Fact]
    public void A_table_is_the_last_of_its_timeline_as_it_is_stored()
    {
        var (first, second) = (new CodeTable(Read("localCode,registryCode\nz,ROBBERY\na,NOISE\n")), new CodeTable(Read("localCode,registryCode\nA,HOMICIDE\n")));
        var entries = Chain.Append(0, "", [new CodesImported(first.Codes), new CodesImported(second.Codes)], Origin.System("test"), TestCad.Noon);
        var stored = JsonSerializer.Deserialize(JsonSerializer.Serialize(entries, CoreJson.Default.ImmutableArrayEntry), CoreJson.Default.ImmutableArrayEntry);
        Chain.FaultIn(stored).ShouldBeNull();
        CodeTable.Empty.After(stored[0].Event).Codes.ShouldBe(first.Codes);
        var folded = stored.Aggregate(CodeTable.Empty, (table, entry) => table.After(entry.Event));
        (folded.CodeFor("a"), folded.CodeFor("z")).ShouldBe(("HOMICIDE", "Z"));
    }

    [Fact]
    public void Two_tables_differ_in_what_was_added_changed_or_removed() =>
        new CodeTable(Read("localCode,registryCode\na,ROBBERY\nb,NOISE\nc,INFO\n")).ChangesTo(new(Read("localCode,registryCode\na,ROBBERY\nb,BOMB\nd,SHOOT\n")))
            .ShouldBe([new("B", "NOISE", "BOMB"), new("C", "INFO", null), new("D", null, "SHOOT")]);

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, string> Read(string csv)
    {
        var (table, errors) = CodeTableFile.Read(Encoding.UTF8.GetBytes(csv));
        errors.ShouldBeEmpty();
        return table.Codes;
    }

    private static System.Collections.Immutable.ImmutableArray<FieldError> ErrorsOf(string csv) => CodeTableFile.Read(Encoding.UTF8.GetBytes(csv)).Errors;
}
