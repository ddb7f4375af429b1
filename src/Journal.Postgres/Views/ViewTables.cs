using Docket.Journal.Projections.Rows;

namespace Docket.Journal.Postgres.Views;

/// <summary>
/// How one view lies in tables: the engine's own bytes of each row, which are compared and rebuilt, and beside them
/// columns for SQL.
/// </summary>
/// <param name="View">The view's name.</param>
/// <param name="Script">
/// The text that makes the tables. <c>{table}</c> stands for a table's name; the main one must have
/// <c>key bytea primary key, row bytea</c>, and then the columns.
/// </param>
/// <param name="Indexes">
/// The text that makes what a table needs only when it serves; run when it has been filled.
/// </param>
/// <param name="Tables">Names of the tables, as between the braces; the main one first.</param>
/// <param name="NewBuffer">Gathers a page's rows by column, with what they change in totals.</param>
public sealed record ViewTables(
    string View, string Script, string Indexes, IReadOnlyList<string> Tables, Func<IRowBuffer> NewBuffer);

/// <summary>A page's rows on their way into a view's tables.</summary>
public interface IRowBuffer
{
    /// <summary>The columns beside <c>key</c> and <c>row</c>, in their order.</summary>
    IReadOnlyList<ColumnValues> Columns { get; }

    /// <summary>Takes in a row as it will be.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="row">Its bytes.</param>
    /// <param name="known">The same as objects; null where they are to be decoded.</param>
    void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> row, ChangedRow? known);

    /// <summary>Takes in that a row changed, for totals. Null stands for no row.</summary>
    void Change(ReadOnlySpan<byte> key, byte[]? before, byte[]? after, ChangedRow? known);

    /// <summary>The statements that bring totals up to date; none where nothing changed.</summary>
    /// <param name="nameOf">The full name of a table, from its name between the braces.</param>
    IEnumerable<Npgsql.NpgsqlBatchCommand> Totals(Func<string, string> nameOf);

    /// <summary>Empties it for the next page.</summary>
    void Clear();
}
