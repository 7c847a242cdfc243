using System.Globalization;
using Dragonfly.Core.Audit.Verification;

namespace Dragonfly.Audit;

/// <summary>Writes a report for people.</summary>
internal static class ReportText
{
    public static void Write(LogReport report, TextWriter output)
    {
        Line($"Exported  {Time(report.ExportedAt, "at an unknown time")}: {Range(report)}.");
        Line($"Read      {report.Timelines:N0} timelines with {report.Entries:N0} entries. {report.Unsealed:N0} of them are newer than the last checkpoint: nothing proves yet that they are all.");
        foreach (var seal in report.Seals)
        {
            Line(seal.Until is null
                ? $"Sealed    {seal.Agency}: nothing"
                : (FormattableString)$"Sealed    {seal.Agency}: {Time(seal.From, "from the beginning")} until {Time(seal.Until, "")}, by {seal.Checkpoints:N0} checkpoints");
        }

        if (report.OwnKeys) Line($"Keys      those that the export brings itself. Give --key to check with one that you were given elsewhere.");
        foreach (var fault in report.Faults) Line($"FAULT     {fault.Code}: {Place(fault)}: {fault.Detail}");
        if (report.FaultCount > report.Faults.Length) Line($"          and {report.FaultCount - report.Faults.Length:N0} more");
        Line(report.Whole ? $"The log is as it was written." : (FormattableString)$"The log is NOT as it was written: {report.FaultCount:N0} faults.");

        void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }

    private static string Range(LogReport report) => (report.From, report.To) switch
    {
        (null, null) => "the whole log",
        ({ } from, null) => $"the timelines that were written to since {Time(from, "")}",
        (null, { } to) => $"the timelines that were begun before {Time(to, "")}",
        ({ } from, { } to) => $"the timelines that were written to since {Time(from, "")} and begun before {Time(to, "")}",
    };

    private static string Place(LogFault fault)
    {
        string?[] parts = [fault.Timeline, fault.Sequence is { } sequence ? $"entry {sequence}" : null, fault.Line is { } line ? $"line {line}" : null];
        return string.Join(", ", parts.OfType<string>().DefaultIfEmpty("the export"));
    }

    private static string Time(DateTimeOffset? at, string otherwise) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? otherwise;
}
