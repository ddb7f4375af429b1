using System.Text;

namespace Docket.Postgres.Writing;

/// <summary>Text that somebody typed, as PostgreSQL can keep it.</summary>
internal static class FreeText
{
    /// <summary>
    /// The text, with U+FFFD where it holds U+0000 or half a surrogate pair. The event keeps what was typed; a row that
    /// could not be written would stop every append of the batch.
    /// </summary>
    public static string Kept(string text) =>
        text.AsSpan().IndexOf('\0') < 0 && text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0
            ? text
            : Replaced(text);

    private static string Replaced(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) kept.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return kept.ToString();
    }
}
