namespace Dragonfly.Core.Access;

/// <summary>The application roles of the Entra ID app registration; the strings are the <c>roles</c> claim's values.</summary>
public static class Role
{
    /// <summary>A CAD system that reports incidents.</summary>
    public const string CadWrite = "Cad.Write";

    /// <summary>An investigator in the Real-Time Intelligence Center.</summary>
    public const string RticInvestigator = "Rtic.Investigator";

    /// <summary>A supervisor in the Real-Time Intelligence Center: extends, locks, declares threats.</summary>
    public const string RticSupervisor = "Rtic.Supervisor";

    /// <summary>Administers the program: applications, agreements, policy.</summary>
    public const string ProgramAdmin = "Program.Admin";

    /// <summary>A partner who owns cameras.</summary>
    public const string PartnerOwner = "Partner.Owner";

    /// <summary>An approved installer.</summary>
    public const string Installer = "Installer";

    /// <summary>Checks the promises against the log.</summary>
    public const string Auditor = "Auditor";

    /// <summary>City IT, which runs the system.</summary>
    public const string Ops = "Ops";

    /// <summary>A responding officer's device.</summary>
    public const string Unit = "Unit";

    /// <summary>A video system that reports on its feeds.</summary>
    public const string VideoWrite = "Video.Write";

    /// <summary>Every role there is.</summary>
    public static IReadOnlyList<string> All { get; } =
        [CadWrite, RticInvestigator, RticSupervisor, ProgramAdmin, PartnerOwner, Installer, Auditor, Ops, Unit, VideoWrite];

    /// <summary>Those of systems. Whoever holds any other is a person, whose token does not outlive half an hour without use.</summary>
    public static IReadOnlyList<string> OfSystems { get; } = [CadWrite, VideoWrite];
}
