using System.Text.Json.Serialization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Unlocks;

namespace Dragonfly.Core.Audit;

/// <summary>Something that was decided, as a timeline keeps it. The names below are forever: readers must go on understanding old entries.</summary>
[JsonDerivedType(typeof(CadMessageReceived), "cadMessageReceived")]
[JsonDerivedType(typeof(UnlockDecided), "unlockDecided")]
[JsonDerivedType(typeof(GrantsEnded), "grantsEnded")]
[JsonDerivedType(typeof(GrantsRescheduled), "grantsRescheduled")]
[JsonDerivedType(typeof(GrantsApproved), "grantsApproved")]
[JsonDerivedType(typeof(LockedBySupervisor), "lockedBySupervisor")]
[JsonDerivedType(typeof(VideoStarted), "videoStarted")]
[JsonDerivedType(typeof(VideoFinished), "videoFinished")]
[JsonDerivedType(typeof(LeaseCorrected), "leaseCorrected")]
[JsonDerivedType(typeof(TicketIssued), "ticketIssued")]
[JsonDerivedType(typeof(TicketRenewed), "ticketRenewed")]
[JsonDerivedType(typeof(ViewsEnded), "viewsEnded")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(ThreatDeclared), "threatDeclared")]
[JsonDerivedType(typeof(ThreatApproved), "threatApproved")]
[JsonDerivedType(typeof(ThreatExtended), "threatExtended")]
[JsonDerivedType(typeof(ThreatEnded), "threatEnded")]
[JsonDerivedType(typeof(PolicyRevised), "policyRevised")]
[JsonDerivedType(typeof(PolicyRefused), "policyRefused")]
[JsonDerivedType(typeof(CodesImported), "codesImported")]
[JsonDerivedType(typeof(SignedIn), "signedIn")]
[JsonDerivedType(typeof(TokenRefused), "tokenRefused")]
[JsonDerivedType(typeof(LogRead), "logRead")]
[JsonDerivedType(typeof(RecordsOmitted), "recordsOmitted")]
public abstract record TimelineEvent;
