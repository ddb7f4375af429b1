using System.Text.RegularExpressions;

namespace Docket.Architecture.Tests.Documents;

/// <summary>The links of a page that lead to this repository's own files.</summary>
internal static partial class MarkdownLinks
{
    /// <summary>Links that lead nowhere: no such file, or no such heading in it.</summary>
    /// <param name="page">The page's path from the root.</param>
    /// <param name="text">Its Markdown.</param>
    /// <param name="read">A file's text by its path from the root; null when there is none; empty for a folder.</param>
    public static IEnumerable<string> Broken(string page, string text, Func<string, string?> read)
    {
        foreach (Match link in Link().Matches(Prose(text)))
        {
            var target = link.Groups[1].Value;
            if (Elsewhere().IsMatch(target)) continue;
            var parts = target.Split('#', 2);
            var path = parts[0].Length == 0 ? page : Resolve(page, parts[0]);
            if (read(path) is not { } content)
                yield return $"{page}: ({target}): there is no {path}";
            else if (parts.Length == 2 && !Anchors(content).Contains(parts[1]))
                yield return $"{page}: ({target}): {path} has no heading #{parts[1]}";
        }
    }

    private static string Resolve(string page, string target)
    {
        var folder = Path.GetDirectoryName(page) ?? "";
        return Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", folder, target))).Replace('\\', '/');
    }

    /// <summary>Headings as they are linked to: lower case, punctuation dropped, spaces as hyphens.</summary>
    private static HashSet<string> Anchors(string text) =>
        [
            .. Heading().Matches(Prose(text)).Select(heading =>
                NotInAnchor().Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-')),
        ];

    private static string Prose(string text) => Fence().Replace(text, "");

    [GeneratedRegex(@"^(```|~~~).*?^\1", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\(([^)\s]+)(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^[a-z][a-z0-9+.-]*:", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"^#{1,6}\s+(.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{Nd} _-]")]
    private static partial Regex NotInAnchor();
}
