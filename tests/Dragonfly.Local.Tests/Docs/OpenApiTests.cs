using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Dragonfly.Core.Audit;
using Dragonfly.Core.Json;
using Dragonfly.Functions;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Http;
using Dragonfly.Local.Tests.City;
using Microsoft.Azure.Functions.Worker;

namespace Dragonfly.Local.Tests.Docs;

/// <summary><c>docs/api/openapi.yaml</c> says what the functions' attributes and the types that are written say, and holds together. That the answers are as it says is looked at in every end-to-end test.</summary>
public sealed class OpenApiTests
{
    private static readonly ApiContract Contract = ApiContract.Current;
    private static readonly JsonElement Components = Contract.Document.GetProperty("components");

    public static TheoryData<string> Schemas => [.. Components.GetProperty("schemas").EnumerateObject().Select(schema => schema.Name).Where(name => Types.ContainsKey(name))];

    // Schemas bear the names of the types whose JSON they describe.
    private static Dictionary<string, Type> Types { get; } = new[] { typeof(Entry), typeof(Problem) }.SelectMany(known => known.Assembly.GetTypes())
        .Where(type => type is { IsPublic: true, IsGenericType: false }).GroupBy(type => type.Name).Where(named => named.Count() == 1).ToDictionary(named => named.Key, named => named.Single());

    [Fact]
    public void It_has_every_http_function_with_its_path_and_verb_and_nothing_else() =>
        Contract.Operations.Select(operation => $"{operation.Id}: {operation.Verb} {operation.Path}").ShouldBe(
            from function in Functions()
            from verb in function.Trigger.Methods!
            select $"{function.Name}: {verb} /{function.Trigger.Route}",
            ignoreOrder: true);

    [Fact]
    public void It_says_who_may_call_what_and_who_may_not_call_it_as_often_as_they_like()
    {
        foreach (var operation in Contract.Operations)
        {
            var rule = AccessRule.For(operation.Id);
            var security = operation.Json.GetProperty("security").EnumerateArray().ToArray();
            var roles = security.Where(one => one.TryGetProperty("token", out _)).SelectMany(one => one.GetProperty("token").EnumerateArray()).Select(role => role.GetString());
            roles.ShouldBe(rule.Roles, ignoreOrder: true, operation.Id);
            security.Any(one => !one.EnumerateObject().Any()).ShouldBe(rule.Anyone, operation.Id);
            var responses = operation.Json.GetProperty("responses");
            responses.TryGetProperty("401", out _).ShouldBeTrue(operation.Id);
            responses.TryGetProperty("403", out _).ShouldBe(!rule.Anyone, operation.Id);
            if (rule.Limit is not null) responses.TryGetProperty("429", out _).ShouldBeTrue(operation.Id);
        }
    }

    [Fact]
    public void It_declares_the_parameters_of_each_path()
    {
        foreach (var operation in Contract.Operations)
        {
            var declared = operation.Parameters.Select(Contract.Schemas.Resolve).Where(parameter => parameter.GetProperty("in").ValueEquals("path")).Select(parameter => $"{{{parameter.GetProperty("name")}}}");
            operation.Path.Split('/').Where(segment => segment.StartsWith('{')).ShouldBe(declared, ignoreOrder: true, operation.Id);
        }
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public void A_schema_says_what_its_type_says(string name)
    {
        var (schema, type) = (Components.GetProperty("schemas").GetProperty(name), Types[name]);
        if (type.IsEnum)
        {
            schema.GetProperty("enum").EnumerateArray().Select(member => member.GetString()).ShouldBe(Enum.GetValues(type).Cast<object>().Select(member => JsonSerializer.SerializeToElement(member, type).GetString()));
        }
        else if (!type.IsAbstract && TypeInfoOf(type) is { Kind: JsonTypeInfoKind.Object } info)
        {
            var written = info.Properties.Where(property => property.Get is not null).ToArray();
            schema.GetProperty("properties").EnumerateObject().Select(property => property.Name).Where(property => property != "$type").ShouldBe(written.Select(property => property.Name), ignoreOrder: true);
            var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(property => property.GetString()!).Where(property => property != "$type") : [];
            required.ShouldBe(written.Where(property => !MayBeNull(property) && !IsLeftOut(property)).Select(property => property.Name), ignoreOrder: true);
        }
    }

    [Fact]
    public void It_knows_every_event_there_is()
    {
        var schema = Components.GetProperty("schemas").GetProperty(nameof(TimelineEvent));
        var events = typeof(TimelineEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().ToDictionary(known => (string)known.TypeDiscriminator!, known => $"#/components/schemas/{known.DerivedType.Name}");
        schema.GetProperty("discriminator").GetProperty("mapping").EnumerateObject().ToDictionary(known => known.Name, known => known.Value.GetString()!).ShouldBe(events, ignoreOrder: true);
        schema.GetProperty("oneOf").EnumerateArray().Select(one => one.GetProperty("$ref").GetString()!).ShouldBe(events.Values, ignoreOrder: true);
        foreach (var (name, reference) in events)
            Contract.Schemas.Resolve(JsonElement.Parse($$"""{"$ref": "{{reference}}"}""")).GetProperty("properties").GetProperty("$type").GetProperty("const").GetString().ShouldBe(name);
    }

    [Fact]
    public void It_refers_to_what_there_is_and_has_nothing_that_nobody_refers_to()
    {
        var references = All(Contract.Document).Where(element => element.ValueKind is JsonValueKind.Object && element.TryGetProperty("$ref", out _)).ToArray();
        foreach (var reference in references) Should.NotThrow(() => Contract.Schemas.Resolve(reference), reference.ToString());
        var used = references.Select(reference => reference.GetProperty("$ref").GetString()).ToHashSet();
        var defined = Components.EnumerateObject().Where(kind => kind.Name != "securitySchemes").SelectMany(kind => kind.Value.EnumerateObject().Select(component => $"#/components/{kind.Name}/{component.Name}"));
        defined.Except(used).ShouldBeEmpty();
    }

    [Fact]
    public void It_has_no_slip_of_yaml() =>
        All(Contract.Document).Count(element => element.ValueKind is JsonValueKind.Null).ShouldBe(0, "a comma in a text that is not quoted makes a property without a value");

    private static IEnumerable<(string Name, HttpTriggerAttribute Trigger)> Functions() =>
        from type in typeof(DragonflyApplication).Assembly.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null)
        where function is not null && trigger is not null
        select (function.Name, trigger);

    private static JsonTypeInfo? TypeInfoOf(Type type) => ApiJson.Default.GetTypeInfo(type) ?? CoreJson.Default.GetTypeInfo(type);

    // Nulls are not written, so what may be null may be absent.
    private static bool MayBeNull(JsonPropertyInfo property) => property.PropertyType.IsValueType ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : property.AttributeProvider is PropertyInfo declared ? new NullabilityInfoContext().Create(declared).ReadState is not NullabilityState.NotNull
        : property.IsGetNullable;

    // Some values that say nothing are not written either.
    private static bool IsLeftOut(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true) is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingDefault }];

    private static IEnumerable<JsonElement> All(JsonElement element) => [element, .. element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => All(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(All),
        _ => [],
    }];
}
