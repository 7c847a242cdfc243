using Dragonfly.Core.Accesses.Misuse;
using Dragonfly.Functions.Access;
using Dragonfly.Functions.Audit;
using Dragonfly.Functions.Configuration;
using Dragonfly.Functions.Incidents.Cad;
using Dragonfly.Functions.Registry;
using Microsoft.Extensions.DependencyInjection;

namespace Dragonfly.Functions.Tests.Configuration;

/// <summary>Sections of the settings, and what is said of a wrong one.</summary>
public sealed class OptionSectionTests
{
    [Theory]
    [InlineData("Cad__SilentAfter", "ten minutes", "a time span such as 00:10:00")]
    [InlineData("Cad__SilentAfter", "600", "at most a day")] // A bare number is days.
    [InlineData("Cad__SilentAfter", "00:00:30", "at least a minute longer than Cad__PulseEvery")]
    [InlineData("Cad__PulseEvery", "-00:00:30", "a second to five minutes")]
    [InlineData("Cad__KeepRejected", "00:00:00", "an hour to 90 days")]
    [InlineData("Cad__MostRunning", "0", "1 to 10000")]
    [InlineData("Cad__MostRunning", "many", "a whole number")]
    [InlineData("Cad__MostRunning", "1.5", "a whole number")]
    [InlineData("Cad__MostRunning", "99999999999", "a whole number")]
    [InlineData("Cad__MostRunning", "", "a whole number")]
    [InlineData("Cad__MostWaiting", "-1", "0 to 100000")]
    [InlineData("Cad__MostRejected", "0", "1 to 1000000")]
    [InlineData("Cad__Aside", "1:00:00", "0 to 10 seconds")]
    [InlineData("Access__TrustedProxies", "-1", "the number of proxies")]
    [InlineData("Access__LimitsCalls", "yes", "true or false")]
    [InlineData("AccessLog__ShowNames", "1", "true or false")]
    [InlineData("Misuse__RepeatIncidents", "1", "at least 2")]
    [InlineData("Misuse__Days", "32", "1 to 31")]
    [InlineData("Misuse__VolumeFactor", "NaN", "1 to 1000")]
    [InlineData("Misuse__VolumeLeast", "0", "at least 1")]
    [InlineData("Misuse__VolumePeers", "-3", "at least 1")]
    [InlineData("Misuse__ShiftGraceMinutes", "721", "0 to 720")]
    [InlineData("Audit__RetainDays", "364", "at least 365 days")]
    [InlineData("Audit__RetainDays", "-1", "at least 365 days")]
    [InlineData("Registry__CenterLatitude", "91", "-90 to 90 degrees")]
    [InlineData("Registry__CenterLatitude", "35,04", "a number")]
    [InlineData("Registry__CenterLongitude", "-181", "-180 to 180 degrees")]
    [InlineData("Registry__RadiusKilometers", "0", "more than 0")]
    [InlineData("Registry__Agencies", "cpd", "a list")]
    [InlineData("Registry__Agencies__0", " ", "the id of an agency")]
    [InlineData("Registry__AgreementVersion", "0", "at least 1")]
    [InlineData("Registry__AgreementUrl", "agreement.html", "an address on the web")]
    [InlineData("Registry__AgreementDays", "0", "1 to 36500 days")]
    [InlineData("Registry__InvitationDays", "0", "1 to 365 days")]
    [InlineData("Registry__EraseAfterDays", "-1", "0 to 3650 days")]
    [InlineData("Transparency__Program", " ", "what the program is called")]
    public void A_value_that_cannot_be_is_named_with_what_it_must_be(string name, string value, string must)
    {
        var fault = Faults((name, value)).ShouldHaveSingleItem();
        fault.Setting.ShouldBe(name);
        fault.Message.ShouldStartWith($"the setting {name} must be ");
        fault.Message.ShouldContain(must);
    }

    [Theory]
    [InlineData("Cad__SilntAfter", "Cad__SilentAfter")]
    [InlineData("Cad__silentafter2", "Cad__SilentAfter")]
    [InlineData("Access__TrustedProxy", "Access__TrustedProxies")]
    [InlineData("Registry__Agency", "Registry__Agencies")]
    [InlineData("Misuse__Dayz", "Misuse__Days")]
    public void A_name_that_there_is_not_is_told_with_the_nearest_one(string name, string meant) =>
        Faults((name, "1")).ShouldHaveSingleItem().Message.ShouldBe($"the setting {name} must be {meant}, or left out: there is no such setting");

    [Theory]
    [InlineData("DRAGONFLY_STROE", "DRAGONFLY_STORE")]
    [InlineData("DRAGONFLY_COSMOS_ENDPIONT", "DRAGONFLY_COSMOS_ENDPOINT")]
    [InlineData("DRAGONFLY_EVENT_QUEUE", "DRAGONFLY_EVENTS_QUEUE")]
    [InlineData("DRAGONFLYSTORE", "DRAGONFLY_STORE")]
    [InlineData("Acess__LimitsCalls", "Access__…")]
    [InlineData("Registery__Agencies__0", "Registry__…")]
    public void A_name_that_is_nearly_one_of_ours_is_told_with_it(string name, string meant) =>
        Faults((name, "cosmos")).ShouldHaveSingleItem().Message.ShouldEndWith($" must be {meant}, or left out: there is no such setting");

    [Theory]
    [InlineData("DRAGONFLY_FUZZ")]
    [InlineData("DRAGONFLY_HISTORIES")]
    [InlineData("DRAGONFLY_REQUIRE_EMULATORS")]
    [InlineData("DRAGONFLY_PRIVATE")]
    [InlineData("DRAGONFLY_CAPACITY")]
    [InlineData("DRAGONFLY_BUDGET")]
    [InlineData("DRAGONFLY_EMBEDDED_DATA")]
    [InlineData("dragonfly_store")]
    [InlineData("PATH")]
    [InlineData("CAR__COLOR")]
    public void One_that_others_read_is_let_be(string name) => Faults((name, "1")).ShouldBeEmpty();

    [Fact]
    public void A_name_that_is_like_none_is_told_with_all_there_are() =>
        Faults(("AccessLog__Everything", "1")).ShouldHaveSingleItem().Message.ShouldBe("the setting AccessLog__Everything must be left out: AccessLog has ShowNames");

    [Fact]
    public void An_item_of_a_list_that_cannot_be_read_is_told_with_its_name() =>
        Faults(("Transparency__Retention__0__What", "notes"), ("Transparency__Retention__0__Note", "elsewhere"), ("Transparency__Retention__0__Days", "long")).ShouldHaveSingleItem().Message.ShouldContain("Transparency:Retention:0:Days");

    [Fact]
    public void What_is_not_set_is_as_it_is_by_default()
    {
        var services = Register([], out var faults);
        faults.ShouldBeEmpty();
        services.GetRequiredService<CadOptions>().ShouldBe(new());
        services.GetRequiredService<MisuseRules>().ShouldBe(new());
        services.GetRequiredService<AuditOptions>().RetainDays.ShouldBe(2_555);
    }

    [Fact]
    public void What_is_set_holds_whatever_the_case_of_its_name()
    {
        var services = Register([("cad__silentafter", "00:20:00"), ("Registry__Agencies__0", "hcso"), ("Access__TrustedProxies", "2"), ("Registry__CenterLatitude", "35.5")], out var faults);
        faults.ShouldBeEmpty();
        services.GetRequiredService<CadOptions>().SilentAfter.ShouldBe(TimeSpan.FromMinutes(20));
        services.GetRequiredService<AccessOptions>().TrustedProxies.ShouldBe(2);
        var registry = services.GetRequiredService<RegistryOptions>();
        (registry.Agencies.ShouldHaveSingleItem(), registry.CenterLatitude).ShouldBe(("hcso", 35.5));
    }

    [Theory]
    [InlineData("DRAGONFLY_STORE", "sqlite", "cosmos")]
    [InlineData("DRAGONFLY_CHANNEL", "hub", "signalr")]
    [InlineData("DRAGONFLY_EVENTS", "memory", "eventgrid")]
    [InlineData("DRAGONFLY_VIDEO", "simulated", "gateway")]
    [InlineData("DRAGONFLY_IDENTITY", "development", "entra")]
    [InlineData("DRAGONFLY_SIGNER", "development", "keyvault")]
    [InlineData("DRAGONFLY_CLIPS", "files", "blobs")]
    public void A_choice_that_there_is_not_is_told_with_those_there_are(string name, string embedded, string azure)
    {
        Choose(name, "both", out var fault).ShouldBe(AzurePorts.None);
        fault.ShouldBe($"the setting {name} must be {embedded} or {azure}");
        Choose(name, embedded, out fault).ShouldBe(AzurePorts.None);
        fault.ShouldBeNull();
        var chosen = Choose(name, azure, out fault);
        fault.ShouldBeNull();
        (chosen is not AzurePorts.None && (chosen & (chosen - 1)) == AzurePorts.None).ShouldBeTrue("one setting is one port");
    }

    private static AzurePorts Choose(string name, string value, out string? fault)
    {
        var faults = new SettingFaults();
        var chosen = PortChoices.Read(DeployedSettings.Of([new(name, value)]), faults);
        fault = Thrown(faults).SingleOrDefault()?.Message;
        return chosen;
    }

    private static IReadOnlyList<InvalidSettingException> Faults(params (string Name, string Value)[] settings)
    {
        Register(settings, out var faults);
        return faults;
    }

    private static ServiceProvider Register((string Name, string Value)[] settings, out IReadOnlyList<InvalidSettingException> faults)
    {
        var found = new SettingFaults();
        var configuration = DeployedSettings.Of(settings.Select(setting => KeyValuePair.Create(setting.Name.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)));
        var services = new ServiceCollection().AddOptionSections(configuration, found).BuildServiceProvider();
        faults = Thrown(found);
        return services;
    }

    private static IReadOnlyList<InvalidSettingException> Thrown(SettingFaults faults)
    {
        try
        {
            faults.ThrowIfAny();
            return [];
        }
        catch (InvalidSettingsException wrong)
        {
            return wrong.Faults;
        }
    }
}
