using Dragonfly.Local.CommandLine;

namespace Dragonfly.Local.Tests.CommandLine;

public sealed class LocalCommandTests
{
    [Fact]
    public void Without_arguments_the_defaults_stand()
    {
        var (options, _) = Read();
        options!.Urls.ShouldBe("http://localhost:7071");
        Path.IsPathFullyQualified(options.Data).ShouldBeTrue();
        (options.Feeds, options.Seed, options.Replay, options.Speed).ShouldBe((2_000, 1, null, 60));
    }

    [Fact]
    public void Every_option_is_read()
    {
        using var file = new TemporaryFile();
        var (options, _) = Read("--urls", "http://0.0.0.0:8080;http://localhost:9090", "--data", "some", "--feeds", "10", "--seed", "-3", "--replay", file.Path, "--speed", "1.5");
        options.ShouldBe(new("http://0.0.0.0:8080;http://localhost:9090", Path.GetFullPath("some"), 10, -3, new(file.Path), 1.5));
    }

    [Fact]
    public void Settings_are_read_as_they_are_in_the_environment_and_the_last_of_a_name_stands() =>
        Read("--set", "DRAGONFLY_STORE=sqlite", "--set", "Cad__SilentAfter=00:20:00", "--set", "DRAGONFLY_STORE=cosmos", "--set", "DRAGONFLY_COSMOS_KEY=a==").Options!.Settings
            .ShouldBe(new Dictionary<string, string?> { ["DRAGONFLY_STORE"] = "cosmos", ["Cad:SilentAfter"] = "00:20:00", ["DRAGONFLY_COSMOS_KEY"] = "a==" }, ignoreOrder: true);

    [Theory]
    [InlineData("--replay")]
    [InlineData("--replay", "--speed", "60")]
    public void Replay_without_a_file_means_a_generated_day(params string[] args) => Read(args).Options!.Replay.ShouldBe(new ReplaySource(null));

    [Theory]
    [InlineData("--feeds", "none")]
    [InlineData("--feeds", "0")]
    [InlineData("--feeds", "200001")]
    [InlineData("--feeds", "1.5")]
    [InlineData("--feeds")]
    [InlineData("--seed", "99999999999")]
    [InlineData("--speed", "0")]
    [InlineData("--speed", "NaN")]
    [InlineData("--speed", "fast")]
    [InlineData("--speed", "10001")]
    [InlineData("--urls", "localhost")]
    [InlineData("--urls", "https://localhost:7071")]
    [InlineData("--urls", "http://localhost:7071;")]
    [InlineData("--urls", "http://localhost:70710")]
    [InlineData("--urls", "")]
    [InlineData("--data", "")]
    [InlineData("--replay", "/no/such/file.csv")]
    [InlineData("--feeds", "1", "--feeds", "2")]
    [InlineData("--set", "DRAGONFLY_STORE")]
    [InlineData("--set", "=cosmos")]
    [InlineData("--verbose")]
    public void A_bad_value_ends_the_process_with_1_and_an_error_that_names_the_option(params string[] args)
    {
        var error = new StringWriter();
        LocalCommand.Read(args, TextWriter.Null, error).ShouldBe((null, 1));
        error.ToString().ShouldContain(args[0]);
        error.ToString().ShouldNotContain("System.");
        error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2, error.ToString());
    }

    [Fact]
    public void A_file_is_no_data_folder()
    {
        using var file = new TemporaryFile();
        Read("--data", file.Path).ExitCode.ShouldBe(1);
    }

    [Fact]
    public void Help_tells_of_every_option_and_ends_with_0()
    {
        var output = new StringWriter();
        LocalCommand.Read(["--help"], output, TextWriter.Null).ShouldBe((null, 0));
        foreach (var option in (string[])["--urls", "--data", "--feeds", "--seed", "--replay", "--speed", "--set", "--help"]) output.ToString().ShouldContain(option);
        output.ToString().ShouldContain("http://localhost:7071");
    }

    private static (LocalOptions? Options, int ExitCode) Read(params string[] args) => LocalCommand.Read(args, TextWriter.Null, TextWriter.Null);
}
