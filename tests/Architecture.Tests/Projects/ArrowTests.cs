namespace Docket.Architecture.Tests.Projects;

public sealed class ArrowTests
{
    [Fact]
    public void Every_arrow_between_projects_is_one_the_house_allows() =>
        Findings.AssertNone("Forbidden arrows:", Arrows.Forbidden(ProjectFile.All()));

    [Theory]
    [InlineData("Docket.Domain", "Journal")]
    [InlineData("Docket.ReadModels", "Docket.Application")]
    [InlineData("Docket.Application", "Docket.ReadModels")]
    [InlineData("Docket.Api", "Journal.Files")]
    [InlineData("Docket.Api", "Docket.ReadModels.Redis")]
    [InlineData("Docket.Application", "Journal.Files")]
    [InlineData("Journal", "Docket.Domain")]
    [InlineData("Journal", "Journal.Files")]
    [InlineData("Journal.Files", "Journal.Postgres")]
    [InlineData("Kernel", "Journal")]
    [InlineData("Docket.Api", "Docket.Host")]
    public void A_wrong_arrow_is_named(string from, string to)
    {
        var found = Assert.Single(Arrows.Forbidden([Source(from, to), Source(to)]));
        Assert.Contains($"{from} → {to}", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Docket.Host", "Journal.Files")]
    [InlineData("Docket.Host", "Docket.ReadModels.Redis")]
    [InlineData("Docket.Application", "Journal")]
    [InlineData("Docket.ReadModels", "Journal")]
    [InlineData("Docket.Api", "Docket.ReadModels")]
    public void A_right_arrow_is_let_be(string from, string to) =>
        Assert.Empty(Arrows.Forbidden([Source(from, to), Source(to)]));

    [Fact]
    public void A_source_project_does_not_know_its_tests() =>
        Assert.Single(Arrows.Forbidden([
            Source("Docket.Host", "Docket.Host.Tests"),
            ProjectFile.Parse("tests/Docket.Host.Tests/Docket.Host.Tests.csproj", "<Project />")]));

    [Fact]
    public void A_project_of_a_new_kind_wants_a_rule_first() =>
        Assert.Single(Arrows.Forbidden([Source("Docket.Extras")]));

    [Theory]
    [InlineData("""<Reference Include="Loose" HintPath="../x.dll" />""")]
    [InlineData("""<Compile Include="../Journal/Store/Position.cs" />""")]
    public void A_dependency_that_is_no_reference_is_named(string item) =>
        Assert.Single(Arrows.Forbidden([
            ProjectFile.Parse("src/Docket.Domain/Docket.Domain.csproj", $"<Project><ItemGroup>{item}</ItemGroup></Project>")]));

    [Fact]
    public void The_rules_take_no_package() =>
        Assert.Single(Arrows.Forbidden([
            ProjectFile.Parse(
                "src/Docket.Domain/Docket.Domain.csproj",
                """<Project><ItemGroup><PackageReference Include="Polly.Core" /></ItemGroup></Project>""")]));

    private static ProjectFile Source(string name, string? reference = null) =>
        ProjectFile.Parse(
            $"src/{name}/{name}.csproj",
            reference is null
                ? "<Project />"
                : $"""<Project><ItemGroup><ProjectReference Include="..\{reference}\{reference}.csproj" /></ItemGroup></Project>""");
}
