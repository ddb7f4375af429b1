using Docket.Kernel;
using Docket.ReadModels.CustomerHistory;

namespace Docket.ReadModels.Postgres.CustomerHistory;

/// <summary>Words as PostgreSQL's full text search is given them: cut and capitalized as <see cref="WordSearch"/>
/// does.</summary>
/// <remarks>A word holds letters and digits only, so nothing in it means anything to <c>tsquery</c> within
/// quotes.</remarks>
internal static class SearchWords
{
    /// <summary>A name has at most 500 characters, and a lexeme takes 2,046 bytes: 3 bytes each fit.</summary>
    public const int LengthMax = 682;

    /// <summary>The words of names, each once, divided by spaces.</summary>
    public static string Of(ValueList<string> names) =>
        string.Join(' ', names.SelectMany(WordSearch.Words).Select(Capitals).Distinct(StringComparer.Ordinal));

    /// <summary>The search for every word, the last one as a prefix; null where the text asks for nothing.</summary>
    public static string? Query(string? text)
    {
        var words = text is null ? [] : WordSearch.Words(text).Select(Capitals).ToList();
        return words.Count == 0 ? null : string.Join(" & ", words.Select(word => $"'{word}'")) + ":*";
    }

    private static string Capitals(string word)
    {
        var cut = word.Length <= LengthMax ? word : word[..LengthMax];
        return cut.ToUpperInvariant();
    }
}
