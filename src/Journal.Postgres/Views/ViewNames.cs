namespace Docket.Journal.Postgres.Views;

/// <summary>What a view's tables are called: the one that serves by its plain name, the others with an
/// ending.</summary>
internal sealed class ViewNames(ViewTables tables, SqlText sql)
{
    public ViewTables Tables { get; } = tables;

    /// <summary>The main table with its schema.</summary>
    public string Main(GenerationRole role) => Full(Tables.Tables[0], role);

    /// <summary>A table with its schema.</summary>
    public string Full(string table, GenerationRole role) => $"{sql.ViewSchema}.{Plain(table, role)}";

    /// <summary>A table without its schema, as it is renamed to.</summary>
    public static string Plain(string table, GenerationRole role) =>
        role == GenerationRole.Serving ? table : $"{table}_{Generation.NameOf(role)}";

    /// <summary>A script with the names of these tables in it.</summary>
    public string Named(string script, GenerationRole role)
    {
        foreach (var table in Tables.Tables)
            script = script.Replace($"{{{table}}}", Full(table, role), StringComparison.Ordinal);
        return script;
    }
}
