using System.Xml.Linq;

namespace Docket.Architecture.Tests.Projects;

public sealed class SolutionTests
{
    [Fact]
    public void The_solution_lists_every_project() =>
        Findings.AssertNone(
            "Docket.slnx and the project files differ (eng/solution writes it anew):",
            Differences(Listed(), [.. ProjectFile.All().Select(project => project.Path)]));

    [Fact]
    public void A_project_left_out_and_a_project_gone_are_both_named() =>
        Assert.Equal(["new.csproj is missing", "gone.csproj is not there any more"],
            Differences(["kept.csproj", "gone.csproj"], ["kept.csproj", "new.csproj"]));

    private static IEnumerable<string> Differences(IReadOnlyCollection<string> listed, IReadOnlyCollection<string> found) =>
        found.Except(listed).Select(path => $"{path} is missing")
            .Concat(listed.Except(found).Select(path => $"{path} is not there any more"));

    private static List<string> Listed() =>
        [.. XElement.Parse(Repository.Read("Docket.slnx")).Descendants("Project").Select(project => (string)project.Attribute("Path")!)];
}
