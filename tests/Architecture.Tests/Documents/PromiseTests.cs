using System.Text.RegularExpressions;

namespace Docket.Architecture.Tests.Documents;

/// <summary>The page of promises names tests; a test that was renamed or dropped must not go on being named.</summary>
public sealed partial class PromiseTests
{
    private const string Page = "docs/promises.md";
    private const int Promises = 12;

    [Fact]
    public void Every_promise_has_its_section() =>
        Assert.Equal(
            Enumerable.Range(1, Promises).Select(number => $"P{number}"),
            Section().Matches(Repository.Read(Page)).Select(section => section.Groups[1].Value));

    [Fact]
    public void Every_test_named_is_in_the_file_it_is_linked_to() =>
        Findings.AssertNone("Tests that are not there:", Missing(Repository.Read(Page), ReadFromPage));

    [Theory]
    [InlineData("[`OrderTests.Paying_twice`](tests/OrderTests.cs)", 0)]
    [InlineData("[`OrderTests.Paying`](tests/OrderTests.cs)", 1)]
    [InlineData("[`Paying_twice`](tests/OrderTests.cs)", 1)]
    [InlineData("[`CustomerTests.Paying_twice`](tests/OrderTests.cs)", 1)]
    [InlineData("[the tests](tests/OrderTests.cs)", 0)]
    public void A_test_that_is_not_there_is_named(string text, int findings) =>
        Assert.Equal(findings, Missing(text, _ => "class OrderTests { void Paying_twice() { } }").Count());

    private static IEnumerable<string> Missing(string text, Func<string, string> read)
    {
        foreach (Match link in Link().Matches(text))
        {
            var (name, file) = (link.Groups[1].Value.Split('.'), read(link.Groups[2].Value));
            if (name.Length != 2 || !file.Contains($"class {name[0]}", StringComparison.Ordinal)
                || !file.Contains($" {name[1]}(", StringComparison.Ordinal))
                yield return $"{link.Groups[1].Value} in {link.Groups[2].Value}";
        }
    }

    private static string ReadFromPage(string target) =>
        Repository.Read(Path.Combine(Path.GetDirectoryName(Page)!, target));

    [GeneratedRegex(@"^## (P\d+) ", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"\[`([A-Za-z0-9_.]+)`\]\(([^)\s]+\.cs)\)")]
    private static partial Regex Link();
}
