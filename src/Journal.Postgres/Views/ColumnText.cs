using System.Text;

namespace Docket.Journal.Postgres.Views;

/// <summary>Text as a column for readers can hold it. The row's own bytes keep it as it was.</summary>
public static class ColumnText
{
    /// <summary>The text, with U+FFFD where it holds what PostgreSQL's text cannot: U+0000 and halves of surrogate
    /// pairs.</summary>
    public static string Of(string text)
    {
        if (KeyText.CanBeKept(text)) return text;
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) kept.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return kept.ToString();
    }
}
