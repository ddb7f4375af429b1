namespace Docket.Architecture.Tests;

internal static class Findings
{
    /// <summary>Passes when nothing was found; else fails with every finding on a line of its own, under the rule.</summary>
    public static void AssertNone(string rule, IEnumerable<string> findings)
    {
        var found = findings.ToList();
        Assert.True(found.Count == 0, $"{rule}\n  {string.Join("\n  ", found)}");
    }
}
