using System.Reflection;

namespace Docket.ReadModels.ClickHouse;

/// <summary>The SQL of this project: one embedded file a query or a view's table.</summary>
internal static class SqlFile
{
    /// <summary>The text of <c>Tables/{name}.sql</c>, with the table's name still open.</summary>
    public static string Table(string name) => Load($"Tables/{name}.sql");

    /// <summary>The text of <c>Sql/{name}.sql</c>, its <c>{words}</c> replaced.</summary>
    public static string Query(string name, params ReadOnlySpan<(string Word, object Value)> words)
    {
        var text = Load($"Sql/{name}.sql");
        foreach (var (word, value) in words)
            text = text.Replace($"{{{word}}}", FormattableString.Invariant($"{value}"), StringComparison.Ordinal);
        return text;
    }

    private static string Load(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{file} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
