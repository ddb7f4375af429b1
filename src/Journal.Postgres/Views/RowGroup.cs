using Docket.Journal.Postgres.Reading;
using Docket.Journal.Projections.Rows;
using Npgsql;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Views;

/// <summary>Rows that are written in the same way, with their columns.</summary>
internal sealed class RowGroup(IRowBuffer buffer)
{
    // What the server works on while the next rows are written.
    private const int SendBytes = 64 * 1024;
    private readonly CopyRows _copy = new();
    private readonly List<byte[]> _keys = [];
    private readonly List<byte[]> _rows = [];

    public int Count => _keys.Count;

    /// <summary>Names of the columns that are shown.</summary>
    public IEnumerable<string> Columns => buffer.Columns.Select(column => column.Name);

    private string MoreColumns => string.Concat(buffer.Columns.Select(column => $", {column.Name}"));

    public void Add(byte[] key, byte[] row, ChangedRow? known)
    {
        _keys.Add(key);
        _rows.Add(row);
        buffer.Add(key, row, known);
    }

    public NpgsqlBatchCommand ToInsert(string table) =>
        WithArguments($"insert into {table} (key, row{MoreColumns}) select * from {Unnested()}");

    public NpgsqlBatchCommand ToUpdate(string table)
    {
        var set = string.Concat(buffer.Columns.Select(column => $", {column.Name} = page.{column.Name}"));
        return WithArguments(
            $"update {table} kept set row = page.row{set} from {Unnested()} as page (key, row{MoreColumns}) "
            + "where kept.key = page.key");
    }

    /// <summary>Finds the rows that show something else: key, then for each column whether it differs, what is there, and
    /// what should be.</summary>
    public NpgsqlBatchCommand ToCompare(string table)
    {
        var each = string.Concat(Columns.Select(name =>
            $", kept.{name} is distinct from page.{name}, kept.{name}::text, page.{name}::text"));
        string Of(string source) => $"row({string.Join(", ", Columns.Select(name => $"{source}.{name}"))})";
        return WithArguments(
            $"select kept.key{each} from {Unnested()} as page (key, row{MoreColumns}) join {table} kept using (key) "
            + $"where {Of("kept")} is distinct from {Of("page")}");
    }

    /// <summary>Streams the rows: with many of them, less work for both sides than arrays. In the order of their keys, so
    /// that the server finds each one's place in the index beside the one before.</summary>
    public void Copy(NpgsqlConnection connection, string table)
    {
        using var stream = connection.BeginRawBinaryCopy($"copy {table} (key, row{MoreColumns}) from stdin (format binary)");
        try
        {
            _copy.Begin();
            foreach (var i in InOrderOfKeys())
            {
                _copy.Row(buffer.Columns.Count + 2);
                _copy.Field(_keys[i]);
                _copy.Field(_rows[i]);
                foreach (var column in buffer.Columns) column.Copy(_copy, i);
                _copy.SendTo(stream, atLeast: SendBytes);
            }

            _copy.End();
            _copy.SendTo(stream, atLeast: 0);
        }
        catch
        {
            // Closing the stream would say that these were all the rows.
            stream.Cancel();
            throw;
        }
    }

    public void Clear()
    {
        _keys.Clear();
        _rows.Clear();
        buffer.Clear();
    }

    private int[] InOrderOfKeys()
    {
        var rows = new int[_keys.Count];
        for (var i = 0; i < rows.Length; i++) rows[i] = i;
        Array.Sort(rows, (one, other) => _keys[one].AsSpan().SequenceCompareTo(_keys[other]));
        return rows;
    }

    private string Unnested() =>
        $"unnest({string.Join(", ", Enumerable.Range(1, buffer.Columns.Count + 2).Select(n => $"${n}"))})";

    private NpgsqlBatchCommand WithArguments(string text)
    {
        var command = new NpgsqlBatchCommand(text);
        command.Parameters.Add(EventReader.Value(_keys.ToArray()));
        command.Parameters.Add(EventReader.Value(_rows.ToArray()));
        foreach (var column in buffer.Columns) command.Parameters.Add(column.ToArgument());
        return command;
    }
}
