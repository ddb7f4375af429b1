using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Docket.Architecture.Tests.Projects;

public sealed partial class PackageVersionTests
{
    [Fact]
    public void Every_package_version_is_pinned() =>
        Findings.AssertNone("Not pinned to one version:", NotPinned(Repository.Read("Directory.Packages.props")));

    [Theory]
    [InlineData("1.*")]
    [InlineData("[1.0.0,2.0.0)")]
    [InlineData("1.0")]
    [InlineData("$(XunitVersion)")]
    public void A_floating_version_is_named(string version) =>
        Assert.Single(NotPinned($"""<Project><PackageVersion Include="A" Version="{version}" /></Project>"""));

    [Fact]
    public void No_project_brings_a_version_of_its_own() =>
        Findings.AssertNone(
            "Versions belong in Directory.Packages.props:",
            from project in ProjectFile.All()
            from package in project.Xml.Descendants("PackageReference")
            where package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null
                || package.Element("Version") is not null
            select $"{project.Path}: {(string?)package.Attribute("Include")}");

    private static IEnumerable<string> NotPinned(string packages) =>
        from package in XElement.Parse(packages).Descendants("PackageVersion")
        let version = (string?)package.Attribute("Version") ?? ""
        where !Pinned().IsMatch(version)
        select $"{(string?)package.Attribute("Include")} {version}";

    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex Pinned();
}
