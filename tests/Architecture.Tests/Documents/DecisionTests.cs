using System.Text.RegularExpressions;

namespace Docket.Architecture.Tests.Documents;

/// <summary>A decision is one page that can be found: listed, numbered, and in the same four parts each.</summary>
public sealed partial class DecisionTests
{
    private const string Folder = "docs/decisions";
    private const int LinesMax = 80;
    private static readonly string[] Parts = ["Context", "Options", "Choice", "Cost"];

    [Fact]
    public void Every_decision_is_listed_in_the_index()
    {
        var index = Repository.Read($"{Folder}/README.md");
        Findings.AssertNone(
            $"Not listed in {Folder}/README.md:",
            Decisions().Where(path => !index.Contains($"({Path.GetFileName(path)})", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_decision_has_a_number_of_its_own() =>
        Findings.AssertNone(
            "Files in docs/decisions are named NNNN-what-was-decided.md, and no number twice:",
            Decisions().Where(path => !Named().IsMatch(Path.GetFileName(path)))
                .Concat(Decisions().GroupBy(path => Path.GetFileName(path)[..4]).Where(same => same.Count() > 1)
                    .Select(same => string.Join(" and ", same))));

    [Fact]
    public void Every_decision_fits_one_page_and_says_context_options_choice_and_cost() =>
        Findings.AssertNone("Decisions out of shape:", Decisions().SelectMany(path => OutOfShape(path, Repository.Read(path))));

    [Fact]
    public void A_decision_without_its_cost_is_named() =>
        Assert.Equal(["a.md: has no part '## Cost'"], OutOfShape("a.md", "# A\n## Context\n## Options\n## Choice\n"));

    private static IEnumerable<string> OutOfShape(string path, string text)
    {
        var lines = text.AsSpan().Count('\n');
        if (lines > LinesMax) yield return $"{path}: {lines} lines, more than {LinesMax}";
        foreach (var part in Parts)
        {
            if (!text.Contains($"\n## {part}\n", StringComparison.Ordinal)) yield return $"{path}: has no part '## {part}'";
        }
    }

    private static IEnumerable<string> Decisions() =>
        Repository.Files(".md", Folder).Where(path => Path.GetFileName(path) != "README.md");

    [GeneratedRegex(@"^\d{4}-[a-z0-9-]+\.md$")]
    private static partial Regex Named();
}
