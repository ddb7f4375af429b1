using System.IO.Compression;
using System.Xml.Linq;

namespace Docket.Architecture.Tests.Packaging;

/// <summary>A package as its users get it.</summary>
internal sealed record Package(XElement Manifest, IReadOnlyDictionary<string, string> Texts, IReadOnlyList<string> Files)
{
    public string Id => Said("id")!;

    /// <summary>What the manifest says under a name, or null.</summary>
    public string? Said(string name) => Manifest.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    public IEnumerable<string> DependencyIds =>
        Manifest.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (string)element.Attribute("id")!);

    public static Package Read(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        var texts = archive.Entries
            .Where(entry => Path.GetExtension(entry.FullName) is ".nuspec" or ".md" or ".xml")
            .ToDictionary(entry => entry.FullName, ReadText);
        var manifest = texts.Single(text => text.Key.EndsWith(".nuspec", StringComparison.Ordinal)).Value;
        return new Package(XElement.Parse(manifest), texts, [.. archive.Entries.Select(entry => entry.FullName)]);
    }

    private static string ReadText(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
