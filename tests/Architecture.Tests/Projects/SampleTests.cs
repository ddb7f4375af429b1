namespace Docket.Architecture.Tests.Projects;

/// <summary>Samples are strangers: they are built on what is published, as anybody else's program is.</summary>
public sealed class SampleTests
{
    [Fact]
    public void Samples_are_built_on_the_published_surface_only() =>
        Findings.AssertNone("Samples that know more than a stranger may:", Faults(ProjectFile.All()));

    [Theory]
    [InlineData("src/Own/Own.csproj", "<Project />", "is not packed")]
    [InlineData(
        "src/Own/Own.csproj",
        """<Project><IsPackable>true</IsPackable><InternalsVisibleTo Include="Sample" /></Project>""", "shows its internals")]
    public void A_sample_that_knows_more_is_named(string path, string text, string told)
    {
        var sample = ProjectFile.Parse(
            "samples/Sample/Sample.csproj", """<Project><ProjectReference Include="../../src/Own/Own.csproj" /></Project>""");

        var found = Assert.Single(Faults([ProjectFile.Parse(path, text), sample]));
        Assert.Contains(told, found, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Faults(IReadOnlyCollection<ProjectFile> projects)
    {
        foreach (var sample in projects.Where(project => project.Path.StartsWith("samples/", StringComparison.Ordinal)))
        {
            foreach (var target in sample.Projects)
                if (!projects.Any(project => project is { IsSource: true, IsPacked: true } && project.Name == target))
                    yield return $"{sample.Path}: {target} is not packed";
            foreach (var way in sample.OtherWays) yield return $"{sample.Path}: '{way}' is no package";
            foreach (var friend in projects.Where(project => FriendsOf(project).Contains(sample.Name)))
                yield return $"{friend.Path} shows its internals to {sample.Name}";
        }
    }

    private static IEnumerable<string> FriendsOf(ProjectFile project) =>
        project.Xml.Descendants("InternalsVisibleTo").Select(friend => (string?)friend.Attribute("Include") ?? "");
}
