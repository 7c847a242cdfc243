namespace Dragonfly.Conformance.Cad;

/// <summary>
/// One robbery as each format tells it, sent at 2026-08-01T11:59:58.25Z: number 26-104233, 701 Broad St, units A12 and A14 on their way. Invented, all of it.
/// </summary>
public static class TestMessages
{
    /// <summary>Our own format.</summary>
    public static string Own { get; } = Read("own.json");

    /// <summary>An EIDO with twelve kinds of components, among them five locations of five kinds.</summary>
    public static string Eido { get; } = Read("eido.json");

    /// <summary>An event of Genetec CAD Push.</summary>
    public static string CadPush { get; } = Read("cad-push.json");

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(TestMessages).Assembly.GetManifestResourceStream($"cad/{name}")!);
        return reader.ReadToEnd();
    }
}
