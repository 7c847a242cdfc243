using System.Text;
using Dragonfly.Core.Places;
using Dragonfly.Core.Registry;
using Dragonfly.Core.Registry.Bulk;

namespace Dragonfly.Core.Tests.Registry.Bulk;

public sealed class BulkCsvTests
{
    private const string Header = "kind,site,name,reference,latitude,longitude,timeZone,azimuth,width,range,analytics";
    private const string Shop = "site,Main Street,,,35.0456,-85.3097,America/New_York,,,,";
    private const string Door = "feed,Main Street,Front door,C-1,35.0456,-85.3097,,90,70,40,motion";

    [Fact]
    public void A_file_is_read_as_a_spreadsheet_writes_it()
    {
        var file = Read($"\uFEFF{Header}\r\n{Shop}\r\n\r\nfeed, Main Street ,\"Door, \"\"front\"\"\",C-1,35.05,-85.31,,90,70.5,40,motion; Line Crossing\r\n,,,,,,,,,,\r\n");
        file.Sites.ShouldHaveSingleItem().ShouldBe(new(new CsvLine(2), null, "Main Street", null, new(new(35.0456, -85.3097), "America/New_York")));
        var feed = file.Feeds.ShouldHaveSingleItem();
        (feed.Source, feed.Id, feed.Site, feed.Name, feed.Reference).ShouldBe((new CsvLine(4), null, "Main Street", "Door, \"front\"", "C-1"));
        (feed.Facts.Place, feed.Facts.View, feed.Facts.Placement, feed.Facts.VideoReference).ShouldBe((new GeoPoint(35.05, -85.31), new FieldOfView(90, 70.5, 40), Placement.Outdoor, null));
        feed.Facts.Analytics.ShouldBe(["lineCrossing", "motion"]);
    }

    [Fact]
    public void Columns_may_come_in_any_order_and_those_that_nobody_needs_may_be_missing() =>
        Read("longitude,latitude,site,kind,name,placement\n-85.3,35,Main Street,feed,Door,INDOOR\n").Feeds.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            feed => feed.Facts.Place.ShouldBe(new(35, -85.3)), feed => feed.Facts.View.ShouldBeNull(), feed => feed.Facts.Placement.ShouldBe(Placement.Indoor));

    [Theory]
    [InlineData("name", "=cmd|' /C calc'!A0")]
    [InlineData("name", "+1 423")]
    [InlineData("name", "-front")]
    [InlineData("name", "@front")]
    [InlineData("name", "\tfront")]
    [InlineData("name", " =front")]
    [InlineData("reference", "=1")]
    [InlineData("analytics", "=1")]
    public void A_formula_is_refused(string column, string cell) => FaultsOf(Header, Shop, Replace(column, cell)).ShouldBe([("line 3, " + column, "formula")]);

    [Fact]
    public void A_text_behind_an_apostrophe_is_one() => Read($"{Header}\n{Shop}\n{Replace("name", "'=not a formula")}\n").Feeds[0].Name.ShouldBe("=not a formula");

    [Theory]
    [InlineData("azimuth", "400", "outOfRange")]
    [InlineData("azimuth", "NaN", "outOfRange")]
    [InlineData("azimuth", "north", "notANumber")]
    [InlineData("azimuth", "", "required")]
    [InlineData("width", "0", "outOfRange")]
    [InlineData("range", "1e9", "outOfRange")]
    [InlineData("latitude", "", "required")]
    [InlineData("latitude", "35,04", "wrongColumns")]
    [InlineData("latitude", "\"35,04\"", "notANumber")]
    [InlineData("longitude", "-185", "outOfRange")]
    [InlineData("kind", "camera", "unknownKind")]
    [InlineData("kind", "", "required")]
    [InlineData("site", "", "required")]
    [InlineData("name", "", "required")]
    [InlineData("timeZone", "America/New_York", "wrongKind")]
    [InlineData("analytics", "motion;Facial Recognition", "forbiddenAnalytics")]
    [InlineData("analytics", "motion;x-ray", "unknownAnalytics")]
    [InlineData("name", "\"never ends", "malformed")]
    [InlineData("name", "a\"b", "malformed")]
    [InlineData("name", "a\u0007b", "controlCharacter")]
    public void A_fault_is_named_with_its_line(string column, string cell, string code)
    {
        var (path, found) = FaultsOf(Header, Shop, Replace(column, cell)).ShouldHaveSingleItem();
        found.ShouldBe(code);
        path.ShouldStartWith("line 3");
        if (code is not ("malformed" or "wrongColumns")) path.ShouldBe($"line 3, {column}");
    }

    [Theory]
    [InlineData("America/Chatanooga", "unknownTimeZone")]
    [InlineData("EST5", "unknownTimeZone")]
    [InlineData("", "required")]
    public void A_site_needs_a_time_zone_that_there_is(string timeZone, string code) => FaultsOf(Header, Shop.Replace("America/New_York", timeZone)).ShouldBe([("line 2, timeZone", code)]);

    [Fact]
    public void A_name_may_not_be_longer_than_people_read() => FaultsOf(Header, Shop, Replace("name", new('x', 101))).ShouldBe([("line 3, name", "tooLong")]);

    [Fact]
    public void Every_fault_of_a_file_is_found_at_once() => FaultsOf(Header, Shop, Replace("azimuth", "400"), Door, Replace("name", "=1"), "feed,broken", Replace("latitude", "")).ShouldBe(
        [("line 3, azimuth", "outOfRange"), ("line 5, name", "formula"), ("line 6", "wrongColumns"), ("line 7, latitude", "required")]);

    [Fact]
    public void A_quoted_line_break_does_not_move_the_line_numbers() =>
        FaultsOf(Header, Shop, "feed,Main Street,\"two\nlines\",C-9,35,-85,,,,,", Replace("azimuth", "400")).ShouldBe([("line 3, name", "controlCharacter"), ("line 5, azimuth", "outOfRange")]);

    [Theory]
    [InlineData("kind;site;latitude;longitude", "unknownColumn")]
    [InlineData("kind,site,latitude,longitude,azimut", "unknownColumn")]
    [InlineData("kind,site,latitude,longitude,site", "duplicateColumn")]
    [InlineData("kind,site,latitude", "missingColumn")]
    public void The_first_line_must_name_the_columns(string header, string code) => FaultsOf(header, Shop).First().ShouldBe(("line 1", code), $"{header}");

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    public void A_file_that_says_nothing_is_refused(string nothing) => FaultsOf(nothing).ShouldBe([("line 1", "required")]);

    [Fact]
    public void Of_very_many_faults_the_first_are_listed_and_all_are_counted()
    {
        var faults = new BulkFaults();
        BulkCsv.Read(Encoding.UTF8.GetBytes(string.Join('\n', [Header, .. Enumerable.Repeat("feed,broken", 5_000)])), faults);
        (faults.Count, faults.Listed.Length, faults.Listed[^1].Path).ShouldBe((5_000, BulkFaults.MostListed, "line 101"));
    }

    [Fact]
    public void A_file_with_too_many_rows_is_refused()
    {
        FaultsOf([Header, .. Enumerable.Repeat(Door, BulkFile.MostRows)]).ShouldBeEmpty();
        FaultsOf([Header, .. Enumerable.Repeat(Door, BulkFile.MostRows + 1)]).ShouldBe([($"line {BulkFile.MostRows + 2}", "tooManyRows")]);
    }

    [Fact]
    public void What_is_not_utf8_is_refused()
    {
        var faults = new BulkFaults();
        BulkCsv.Read([.. "kind\n"u8, 0xFF], faults);
        faults.Listed.ShouldHaveSingleItem().Code.ShouldBe("notUnicode");
    }

    private static string Replace(string column, string cell)
    {
        var (columns, cells) = (Header.Split(','), Door.Split(','));
        cells[Array.IndexOf(columns, column)] = cell;
        return string.Join(',', cells);
    }

    private static BulkFile Read(string csv)
    {
        var faults = new BulkFaults();
        var file = BulkCsv.Read(Encoding.UTF8.GetBytes(csv), faults);
        faults.Listed.ShouldBeEmpty();
        return file;
    }

    private static (string Path, string Code)[] FaultsOf(params string[] lines)
    {
        var faults = new BulkFaults();
        BulkCsv.Read(Encoding.UTF8.GetBytes(string.Join('\n', lines)), faults);
        return [.. faults.Listed.Select(fault => (fault.Path, fault.Code))];
    }
}
