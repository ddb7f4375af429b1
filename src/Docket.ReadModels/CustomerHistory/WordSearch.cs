using Docket.Kernel;

namespace Docket.ReadModels.CustomerHistory;

/// <summary>Finds words in names: words are runs of letters and digits, and case does not matter.</summary>
internal sealed class WordSearch
{
    private readonly string[] _words;

    private WordSearch(string[] words) => _words = words;

    /// <summary>The search for these words, or null where the text holds none and so asks for nothing.</summary>
    public static WordSearch? For(string? text)
    {
        var words = text is null ? [] : Words(text).ToArray();
        return words.Length == 0 ? null : new WordSearch(words);
    }

    /// <summary>Whether every word is in one of the names or another: whole, only the last one may be the start of a word.</summary>
    public bool Matches(ValueList<string> names)
    {
        var found = new bool[_words.Length];
        foreach (var name in names)
            foreach (var word in Words(name))
                for (var i = 0; i < _words.Length; i++)
                    found[i] |= i == _words.Length - 1
                        ? word.StartsWith(_words[i], StringComparison.OrdinalIgnoreCase)
                        : word.Equals(_words[i], StringComparison.OrdinalIgnoreCase);
        return !found.Contains(false);
    }

    /// <summary>The words of a text, as they stand there.</summary>
    public static IEnumerable<string> Words(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inWord = i < text.Length && char.IsLetterOrDigit(text[i]);
            if (inWord && start < 0) start = i;
            if (inWord || start < 0) continue;
            yield return text[start..i];
            start = -1;
        }
    }
}
