using System.Globalization;
using Docket.Journal.Projections.Rows;
using Docket.Kernel;
using Npgsql;

namespace Docket.Journal.Postgres.Views;

/// <summary>A view's totals as its rows make them, in tables that only this session sees.</summary>
/// <remarks>Within a transaction; <see cref="Drop"/> before it commits.</remarks>
internal sealed class TotalTables(NpgsqlConnection connection, ViewNames names, GenerationRole role)
{
    private IEnumerable<string> Totals => names.Tables.Tables.Skip(1);

    /// <summary>Whether the view keeps any.</summary>
    public bool Any => Totals.Any();

    /// <summary>Adds the rows up from nothing.</summary>
    public void Make(IRowStore rows)
    {
        var buffer = names.Tables.NewBuffer();
        rows.Scan((key, row) => buffer.Change(key, null, row.ToArray(), known: null));
        var script = names.Tables.Script;
        foreach (var table in names.Tables.Tables)
            script = script.Replace($"{{{table}}}", Own(table), StringComparison.Ordinal);
        Execute(script);
        using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        foreach (var command in buffer.Totals(Own)) batch.BatchCommands.Add(command);
        if (batch.BatchCommands.Count > 0) batch.ExecuteNonQuery();
    }

    /// <summary>The tables of totals that are not so, each with how many of their lines.</summary>
    public List<ShownFault> Find() =>
        [.. Totals
            .Select(table => (
                Table: table, Wrong: Lines(Kept(table), Own(table)), Missing: Lines(Own(table), Kept(table))))
            .Where(found => found.Wrong + found.Missing > 0)
            .Select(found => new ShownFault(null, found.Table, Fields(found.Wrong, found.Missing)))];

    /// <summary>Puts these in the place of what is there.</summary>
    public void Replace()
    {
        foreach (var table in Totals)
            Execute($"delete from {Kept(table)}; insert into {Kept(table)} select * from {Own(table)}");
    }

    public void Drop()
    {
        foreach (var table in names.Tables.Tables) Execute($"drop table {Own(table)}");
    }

    private static ValueList<FieldDifference> Fields(long wrong, long missing) =>
    [
        new("lines that the rows do not add up to", wrong.ToString(CultureInfo.InvariantCulture), "0"),
        new("lines that they do", "0", missing.ToString(CultureInfo.InvariantCulture)),
    ];

    private long Lines(string of, string without)
    {
        using var command = new NpgsqlCommand(
            $"select count(*) from (select * from {of} except all select * from {without}) lines", connection);
        return (long)command.ExecuteScalar()!;
    }

    private string Kept(string table) => names.Full(table, role);

    private static string Own(string table) => "pg_temp." + table;

    private void Execute(string text)
    {
        using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 0 };
        command.ExecuteNonQuery();
    }
}
