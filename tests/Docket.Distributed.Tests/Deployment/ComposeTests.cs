using System.Text.RegularExpressions;

namespace Docket.Distributed.Tests.Deployment;

/// <summary>Holds the compose file to what this program really takes. No container is started.</summary>
public sealed partial class ComposeTests
{
    private static readonly string[] Views = ["order-summary", "customer-history", "revenue", "product-sales", "analytics"];
    private readonly ComposeFile _file = new();

    [Fact]
    public void Every_image_is_pinned_and_every_service_that_stays_has_a_health_check()
    {
        Assert.All(_file.Services, service => Assert.Matches(@":\d+\.\d+(\.\d+)*$", service.Image));
        Assert.All(_file.Services, service => Assert.True(service.HasHealthCheck || service.EndsByItself, service.Name));
    }

    [Fact]
    public void What_a_service_waits_for_or_mounts_is_there()
    {
        var names = _file.Services.Select(service => service.Name).ToHashSet();
        foreach (var service in _file.Services)
        {
            Assert.All(service.After, other => Assert.Contains(other, names));
            foreach (var mount in service.Mounts)
            {
                if (mount.StartsWith('.')) Assert.True(File.Exists(Path.Combine(ComposeFile.Root, "deploy", mount)), mount);
                else Assert.Contains(mount, _file.Volumes);
            }
        }
    }

    [Fact]
    public void Every_role_has_a_service_of_its_own_and_every_view_one_projector()
    {
        Assert.Equal(
            ["command", "projector", "query", "relay", "saga"],
            _file.Serving.Select(service => service.Environment["DOCKET_ROLE"]).Distinct().Order());
        Assert.Equal(
            Views.Order(),
            _file.Serving.SelectMany(service => (service.Environment.GetValueOrDefault("DOCKET_PROJECT") ?? "").Split(','))
                .Where(view => view.Length > 0).Order());
    }

    [Fact]
    public async Task Every_verb_and_option_in_it_is_one_of_the_programs()
    {
        foreach (var service in _file.Ours)
        {
            var verb = service.Command.TakeWhile(word => !word.StartsWith('-')).ToArray();
            var help = await DocketProcess.RunAsync([.. verb, "--help"]);
            Assert.Equal((0, service.Name), (help.ExitCode, service.Name));
            foreach (var option in service.Command.Where(word => word.StartsWith("--", StringComparison.Ordinal)))
                Assert.Matches($@"(?m)^\s+{option}\b", help.Output);
        }
    }

    [Fact]
    public void Every_variable_in_it_is_a_setting_that_the_program_asks_for()
    {
        var asked = Directory.EnumerateFiles(Path.Combine(ComposeFile.Root, "src", "Docket.Host"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Asked().Matches(File.ReadAllText(file)).SelectMany(found => found.Groups.Values.Skip(1)).Select(group => group.Value))
            .Concat(Views.Select(view => "view_" + view.Replace('-', '_')))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var service in _file.Ours)
            Assert.All(service.Environment.Keys, name =>
            {
                Assert.StartsWith("DOCKET_", name, StringComparison.Ordinal);
                Assert.Contains(name["DOCKET_".Length..].ToLowerInvariant(), asked);
            });
    }

    [Fact]
    public void Every_variable_that_it_wants_from_outside_is_in_the_example()
    {
        var example = File.ReadAllLines(Path.Combine(ComposeFile.Root, "deploy", ".env.example"))
            .Where(line => line.Contains('=', StringComparison.Ordinal)).Select(line => line.Split('=')[0]);
        Assert.Equal(
            Wanted().Matches(File.ReadAllText(ComposeFile.Path)).Select(found => found.Groups[1].Value).Distinct().Order(),
            example.Order());
    }

    /// <summary>How the program asks for a setting: <c>Find("x")</c>, <c>find("x")</c>, or a helper that takes its name.</summary>
    [GeneratedRegex("""(?:[Ff]ind|TopicOf|EngineOf|Of)\((?:[^()"]*, )?"([a-z_]+)"|public const string \w+ = "([a-z]+)";""")]
    private static partial Regex Asked();

    [GeneratedRegex(@"\$\{([A-Z_]+)")]
    private static partial Regex Wanted();
}
