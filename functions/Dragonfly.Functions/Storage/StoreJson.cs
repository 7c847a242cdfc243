using System.Text.Json;
using System.Text.Json.Serialization;
using Dragonfly.Core.Accesses;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Accesses;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Clips;
using Dragonfly.Functions.Incidents;
using Dragonfly.Functions.Incidents.Cad;
using Dragonfly.Functions.Registry;

namespace Dragonfly.Functions.Storage;

/// <summary>
/// What items hold beyond the domain's own types. A new kind of item is named here, and its array as well, which is what a query's page is; whatever it holds of the domain
/// goes through <see cref="CoreValue{T}"/>, so that it is written in one way only.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.Strict, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PartnerHead[]))]
[JsonSerializable(typeof(ProfileItem[]))]
[JsonSerializable(typeof(FeedItem[]))]
[JsonSerializable(typeof(FeedName[]))]
[JsonSerializable(typeof(StagedPack[]))]
[JsonSerializable(typeof(PersonItem[]))]
[JsonSerializable(typeof(RejectedItem[]))]
[JsonSerializable(typeof(CadLinkItem[]))]
[JsonSerializable(typeof(ItemVersion[]))]
[JsonSerializable(typeof(EntryPack[]))]
[JsonSerializable(typeof(TimelineItem[]))]
[JsonSerializable(typeof(IncidentItem[]))]
[JsonSerializable(typeof(StoredHead[]))]
[JsonSerializable(typeof(ClipItem[]))]
[JsonSerializable(typeof(AccessPack[]))]
[JsonSerializable(typeof(PackedLines[]))]
[JsonSerializable(typeof(AccessRecord[]))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(long[]))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(double))]
internal sealed partial class StoreJson : JsonSerializerContext;
