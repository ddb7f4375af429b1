using Docket.Journal.Projections.Rows;
using Docket.Kernel;
using Npgsql;

namespace Docket.Journal.Postgres.Views;

/// <summary>Compares the columns that SQL reads with what the right rows spread over them.</summary>
internal sealed class ShownColumns(NpgsqlConnection connection, ViewNames names, GenerationRole role)
{
    private const int RowsAtOnce = 2_000;
    private readonly RowGroup _page = new(names.Tables.NewBuffer());

    /// <summary>The rows that are there and show something else; what is missing is another's to find.</summary>
    public List<ShownFault> Find(IRowStore right, int faultsMax)
    {
        var faults = new List<ShownFault>();
        right.Scan((key, row) =>
        {
            if (faults.Count >= faultsMax) return;
            _page.Add(key.ToArray(), row.ToArray(), known: null);
            if (_page.Count == RowsAtOnce) Compare(faults);
        });
        if (_page.Count > 0) Compare(faults);
        return faults;
    }

    private void Compare(List<ShownFault> faults)
    {
        using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        batch.BatchCommands.Add(_page.ToCompare(names.Main(role)));
        using var reader = batch.ExecuteReader();
        while (reader.Read())
        {
            var fields = _page.Columns.Select((column, i) => (Name: column, At: 1 + (3 * i)))
                .Where(column => reader.GetBoolean(column.At))
                .Select(column => new FieldDifference(
                    column.Name, Text(reader, column.At + 1), Text(reader, column.At + 2)));
            faults.Add(new ShownFault(reader.GetFieldValue<byte[]>(0), "", fields.ToValueList()));
        }

        _page.Clear();
    }

    private static string? Text(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}
