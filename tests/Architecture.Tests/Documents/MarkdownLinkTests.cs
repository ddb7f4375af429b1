namespace Docket.Architecture.Tests.Documents;

public sealed class MarkdownLinkTests
{
    [Fact]
    public void Every_link_to_a_file_of_this_repository_leads_there() =>
        Findings.AssertNone(
            "Links that lead nowhere:",
            Pages().SelectMany(page => MarkdownLinks.Broken(page, Repository.Read(page), ReadOrNull)));

    [Theory]
    [InlineData("[there](docs/there.md)", 0)]
    [InlineData("[there](docs/there.md#how-it-works)", 0)]
    [InlineData("[there](docs/there.md#how-it-fails)", 1)]
    [InlineData("[gone](docs/gone.md)", 1)]
    [InlineData("[web](https://example.org/gone.md)", 0)]
    [InlineData("```\n[code](gone.md)\n```", 0)]
    public void A_link_that_leads_nowhere_is_named(string text, int findings) =>
        Assert.Equal(findings, MarkdownLinks.Broken("README.md", text, Planted).Count());

    [Fact]
    public void A_link_is_read_from_its_own_page() =>
        Assert.Empty(MarkdownLinks.Broken("docs/guide/page.md", "[up](../there.md) [self](#here)\n# Here", Planted));

    private static string? Planted(string path) => path switch
    {
        "docs/there.md" => "# There\n## How it `works`\n",
        "docs/guide/page.md" => "# Here\n",
        _ => null,
    };

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Repository.Root, "*.md").Select(path => Path.GetFileName(path)!)
            .Concat(Repository.Files(".md", "docs", "src", "tests", "bench", "samples", "eng"));

    private static string? ReadOrNull(string path) =>
        File.Exists(Path.Combine(Repository.Root, path)) ? Repository.Read(path)
        : Repository.Exists(path) ? ""
        : null;
}
