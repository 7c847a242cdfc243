using System.Collections.Immutable;
using System.Text.Json;
using Dragonfly.Core.Incidents.Cad;
using Dragonfly.Core.Places;

namespace Dragonfly.Core.Registry.Bulk;

/// <summary>What one feature of a GeoJSON file says.</summary>
internal sealed class GeoJsonFields : IBulkFields
{
    private static readonly string[] Known = [.. Column.All.Except([Column.Id, Column.Latitude, Column.Longitude])];

    private readonly GeoJsonFeature source;
    private readonly JsonElement feature;
    private readonly JsonElement properties;
    private readonly BulkFaults faults;

    public GeoJsonFields(GeoJsonFeature source, JsonElement feature, JsonElement properties, BulkFaults faults)
    {
        (this.source, this.feature, this.properties, this.faults) = (source, feature, properties, faults);
        Read(properties, $"{source.Path}.properties", fields =>
        {
            fields.KnowsOnly(Known); // A misspelt property must not pass for one that was left out.
            return 0;
        });
    }

    public RowSource Source => source;

    public bool Has(string name) => Of(name).TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null;

    public string? Text(string name, int most, bool required = false) => Read(name, fields => fields.TextOrNumber(name, most, required));

    public double? Number(string name, double least, double most) => Read(name, fields => fields.Number(name, least, most));

    public ImmutableArray<string> Texts(string name) => Read(name, fields => fields.Texts(name, 100, 100).Select(found => found.Text).ToImmutableArray());

    public GeoPoint? Place()
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>(0);
        var place = feature.TryGetProperty("geometry", out var geometry) ? GeoJson.ReadPoint(geometry, $"{source.Path}.geometry", errors) : null;
        if (place is null && errors.Count == 0) Add("geometry", "required", "must be a Point");
        foreach (var error in errors) faults.Add(error.Path, error.Code, error.Detail);
        return place;
    }

    public void Add(string name, string code, string detail) => faults.Add(source, name, code, detail);

    private JsonElement Of(string name) => name is Column.Id ? feature : properties;

    private T Read<T>(string name, Func<FieldReader, T> read) => Read(Of(name), name is Column.Id ? source.Path : $"{source.Path}.properties", read);

    private T Read<T>(JsonElement json, string path, Func<FieldReader, T> read)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>(0);
        var value = read(new(json, path, errors));
        foreach (var error in errors) faults.Add(error.Path, error.Code, error.Detail);
        return value;
    }
}
