namespace Dragonfly.Core.Bulletins;

/// <summary>What radio calls a unit, as bulletins tell one from another: CAD, people and tokens write <c>B12</c>, <c>b12</c> or <c> B12</c>, and mean one unit.</summary>
public static class UnitName
{
    /// <summary>The name under which bulletins know a unit, whoever wrote it: in upper case, with nothing around it. It is no longer than what was written.</summary>
    public static string Of(string written) => written.Trim().ToUpperInvariant();
}
