using System.Xml.Linq;

namespace Docket.Architecture.Tests.Projects;

/// <summary>What a project file says about what it depends on.</summary>
/// <param name="Path">From the repository's root.</param>
/// <param name="Projects">Names of the projects it references.</param>
/// <param name="Packages">Ids of the packages it references.</param>
/// <param name="OtherWays">Dependencies that are neither: loose assemblies, and sources of another folder.</param>
/// <param name="Xml">All of it.</param>
internal sealed record ProjectFile(
    string Path,
    IReadOnlyList<string> Projects,
    IReadOnlyList<string> Packages,
    IReadOnlyList<string> OtherWays,
    XElement Xml)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public bool IsSource => Path.StartsWith("src/", StringComparison.Ordinal);

    public bool IsPacked => Property("IsPackable") == "true";

    public string? Property(string name) => Xml.Descendants(name).FirstOrDefault()?.Value;

    public static IReadOnlyList<ProjectFile> All() =>
        [.. Repository.Files(".csproj", "src", "tests", "bench", "samples").Select(path => Parse(path, Repository.Read(path)))];

    public static ProjectFile Parse(string path, string text)
    {
        var xml = XElement.Parse(text);
        return new ProjectFile(
            path,
            [.. Included(xml, "ProjectReference").Select(include => System.IO.Path.GetFileNameWithoutExtension(include))],
            [.. Included(xml, "PackageReference")],
            [
                .. Included(xml, "Reference"),
                .. Included(xml, "Compile").Where(include => include.StartsWith("..", StringComparison.Ordinal)),
                .. Included(xml, "Import", "Project"),
            ],
            xml);
    }

    private static IEnumerable<string> Included(XElement xml, string element, string attribute = "Include") =>
        xml.Descendants(element)
            .Select(item => (string?)item.Attribute(attribute))
            .OfType<string>()
            .SelectMany(include => include.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(include => include.Replace('\\', '/'));
}
