using System.Reflection;

namespace Docket.ReadModels.Postgres;

/// <summary>The SQL of this project: one embedded file a query or a view's tables, written for the schema
/// <c>docket_views</c>.</summary>
internal static class SqlFile
{
    /// <summary>The text of <c>Sql/{name}.sql</c> for another schema.</summary>
    public static string Query(string name, string schema) =>
        Load($"Sql/{name}.sql").Replace("docket_views.", schema + ".", StringComparison.Ordinal);

    /// <summary>The text of <c>Tables/{name}.sql</c>, with the tables' names still open.</summary>
    public static string Tables(string name) => Load($"Tables/{name}.sql");

    /// <summary>A statement on tables whose names are put in now.</summary>
    public static string Statement(string name, string table, Func<string, string> nameOf) =>
        Load($"Sql/{name}.sql").Replace($"{{{table}}}", nameOf(table), StringComparison.Ordinal);

    private static string Load(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{file} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
