using System.Text.RegularExpressions;

namespace Docket.Architecture.Tests.Sources;

/// <summary>How source files are kept tidy. A rule takes a file's text and names each line that breaks it.</summary>
internal static partial class SourceRules
{
    public static IEnumerable<string> Regions(string path, string text) =>
        Lines(path, text, line => line.TrimStart().StartsWith("#region", StringComparison.Ordinal));

    /// <summary>A warning is switched off with its reason: on the same line, or as a comment on the line above.</summary>
    public static IEnumerable<string> UnexplainedSuppressions(string path, string text)
    {
        var above = "";
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var pragma = PragmaDisable().IsMatch(line) && !line.Contains("//", StringComparison.Ordinal);
            if (pragma && !above.TrimStart().StartsWith("//", StringComparison.Ordinal))
                yield return At(path, number, line);
            above = line;
        }

        foreach (Match attribute in SuppressMessage().Matches(text))
        {
            if (!attribute.Value.Contains("Justification", StringComparison.Ordinal))
                yield return At(path, text[..attribute.Index].Count(c => c == '\n') + 1, attribute.Value);
        }
    }

    /// <summary>The same for a project file, where the comment stands on the line above.</summary>
    public static IEnumerable<string> UnexplainedNoWarn(string path, string text) =>
        text.Split('\n').Index()
            .Zip(text.Split('\n').Prepend(""), (line, above) => (line.Index, line.Item, Above: above))
            .Where(line => line.Item.Contains("<NoWarn>", StringComparison.Ordinal)
                && !line.Above.Contains("-->", StringComparison.Ordinal))
            .Select(line => At(path, line.Index + 1, line.Item));

    /// <summary>Names that say nothing: a type or file that ends in one of these words holds what found no place.</summary>
    public static IEnumerable<string> EmptyNames(string path, string text)
    {
        var file = Path.GetFileNameWithoutExtension(path);
        if (EmptyWord().IsMatch(file)) yield return path;
        foreach (var finding in Lines(path, text, line => TypeName().Match(line) is { Success: true } type
            && type.Groups[1].Value != file && EmptyWord().IsMatch(type.Groups[1].Value)))
            yield return finding;
    }

    /// <summary>A test that waits on the clock is slow when it passes and fails when the machine is.</summary>
    public static IEnumerable<string> ClockWaits(string path, string text) =>
        Lines(path, text, line => ClockWait().IsMatch(line));

    public static IEnumerable<string> UnfinishedWork(string path, string text) =>
        Lines(path, text, line => Unfinished().IsMatch(line));

    public static IEnumerable<string> TooLong(string path, string text, IReadOnlyDictionary<string, string> reasons)
    {
        var lines = text.AsSpan().Count('\n');
        return lines > LongFiles.LinesMax && !reasons.ContainsKey(path)
            ? [$"{path}: {lines} lines; split it, or give the reason in LongFiles.cs"]
            : [];
    }

    private static IEnumerable<string> Lines(string path, string text, Func<string, bool> broken) =>
        text.Split('\n').Index().Where(line => broken(line.Item)).Select(line => At(path, line.Index + 1, line.Item));

    private static string At(string path, int line, string text) => $"{path}:{line}: {text.Trim()}";

    [GeneratedRegex(@"^\s*#pragma\s+warning\s+disable")]
    private static partial Regex PragmaDisable();

    [GeneratedRegex(@"^\s*\[[^\]""]*SuppressMessage\([^\]]*\]", RegexOptions.Multiline)]
    private static partial Regex SuppressMessage();

    [GeneratedRegex(@"^\s*(?:[a-z]+\s+)*(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?)\s+([A-Z]\w*)")]
    private static partial Regex TypeName();

    [GeneratedRegex("(?:Managers?|Helpers?|Utils?|Utility|Utilities|Impl|Base|Common)$")]
    private static partial Regex EmptyWord();

    [GeneratedRegex(@"\b(?:Thread\s*\.\s*Sleep|Task\s*\.\s*Delay)\s*\(")]
    private static partial Regex ClockWait();

    // Spelt so that this line does not find itself.
    [GeneratedRegex(@"(?://|/\*|\*).*\b(?:TO[D]O|FIX[M]E|HAC[K]|XX[X])\b")]
    private static partial Regex Unfinished();
}
