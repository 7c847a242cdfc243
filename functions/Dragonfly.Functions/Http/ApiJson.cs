using System.Text.Json;
using System.Text.Json.Serialization;
using Dragonfly.Core.Access;
using Dragonfly.Core.Accesses;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Bulletins;
using Dragonfly.Core.Clips;
using Dragonfly.Core.Incidents;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Registry;
using Dragonfly.Functions.Accesses;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Clips;
using Dragonfly.Functions.Health;
using Dragonfly.Functions.Incidents;
using Dragonfly.Functions.Incidents.Cad;
using Dragonfly.Functions.Registry;
using Dragonfly.Functions.Transparency;
using Dragonfly.Functions.Unlocks;

namespace Dragonfly.Functions.Http;

/// <summary>How the API is written as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(CadAnswer))]
[JsonSerializable(typeof(CadIncident))]
[JsonSerializable(typeof(CadResult))]
[JsonSerializable(typeof(DryRunAnswer))]
[JsonSerializable(typeof(Page<RejectedMessage>))]
[JsonSerializable(typeof(RejectedAnswer))]
[JsonSerializable(typeof(CodesAnswer))]
[JsonSerializable(typeof(ImportAnswer))]
[JsonSerializable(typeof(BulkAnswer))]
[JsonSerializable(typeof(WorkOrderView))]
[JsonSerializable(typeof(Page<WorkOrderView>))]
[JsonSerializable(typeof(IncidentView))]
[JsonSerializable(typeof(InstallersAnswer))]
[JsonSerializable(typeof(Page<IncidentView>))]
[JsonSerializable(typeof(Page<IncidentFeed>))]
[JsonSerializable(typeof(Page<Entry>))]
[JsonSerializable(typeof(TicketAnswer))]
[JsonSerializable(typeof(BulletinView))]
[JsonSerializable(typeof(Page<BulletinView>))]
[JsonSerializable(typeof(UnitBulletin))]
[JsonSerializable(typeof(Page<UnitBulletin>))]
[JsonSerializable(typeof(RecalledBulletin))]
[JsonSerializable(typeof(ClipView))]
[JsonSerializable(typeof(Page<ClipView>))]
[JsonSerializable(typeof(ClipLinkAnswer))]
[JsonSerializable(typeof(Negotiation))]
[JsonSerializable(typeof(Notice))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(DryRunResult))]
[JsonSerializable(typeof(Page<AccessLine>))]
[JsonSerializable(typeof(Page<MisuseLine>))]
[JsonSerializable(typeof(Page<Person>))]
[JsonSerializable(typeof(TransparencyAnswer))]
[JsonSerializable(typeof(StatementsAnswer))]
[JsonSerializable(typeof(Page<AuditItem>))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(ApplicationAnswer))]
[JsonSerializable(typeof(AgreementText))]
[JsonSerializable(typeof(PartnerAnswer))]
[JsonSerializable(typeof(Page<PartnerAnswer>))]
[JsonSerializable(typeof(PartnerUser))]
[JsonSerializable(typeof(InvitationAnswer))]
[JsonSerializable(typeof(SiteAnswer))]
[JsonSerializable(typeof(Page<SiteAnswer>))]
[JsonSerializable(typeof(FeedAnswer))]
[JsonSerializable(typeof(Page<FeedAnswer>))]
public sealed partial class ApiJson : JsonSerializerContext;
