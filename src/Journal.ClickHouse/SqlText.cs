using System.Reflection;

namespace Docket.Journal.ClickHouse;

/// <summary>The SQL of this project: one embedded file a verb.</summary>
internal static class SqlText
{
    /// <summary>The text of <c>Sql/{name}.sql</c>, its <c>{words}</c> replaced.</summary>
    public static string Verb(string name, params ReadOnlySpan<(string Word, string Value)> words)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Sql/{name}.sql")
            ?? throw new InvalidOperationException($"Sql/{name}.sql is not embedded.");
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        foreach (var (word, value) in words) text = text.Replace($"{{{word}}}", value, StringComparison.Ordinal);
        return text;
    }
}
