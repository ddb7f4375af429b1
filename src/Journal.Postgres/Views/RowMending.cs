using Docket.Journal.Projections.Rows;
using Npgsql;

namespace Docket.Journal.Postgres.Views;

/// <summary>Puts damaged rows right with their columns and the totals over all rows, in one transaction.</summary>
internal sealed class RowMending(NpgsqlConnection connection, ViewNames names, GenerationRole role)
{
    /// <summary>Writes the rows, whatever lies under their keys.</summary>
    /// <param name="mend">What is right.</param>
    /// <param name="stand">Says where the view stands; refuses where this process is not the owner any more.</param>
    public void Write(RowMend mend, NpgsqlBatchCommand stand)
    {
        using var transaction = connection.BeginTransaction();
        using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        batch.BatchCommands.Add(stand);
        Gather(mend.Batch, batch);
        batch.ExecuteNonQuery();
        var totals = new TotalTables(connection, names, role);
        if (totals.Any)
        {
            totals.Make(mend.Right);
            totals.Replace();
            totals.Drop();
        }

        transaction.Commit();
    }

    private void Gather(RowBatch rows, NpgsqlBatch batch)
    {
        var (keys, group) = (new List<byte[]>(), new RowGroup(names.Tables.NewBuffer()));
        var records = new RowRecords(rows.Records.Span);
        while (records.MoveNext())
        {
            keys.Add(records.Key.ToArray());
            if (!records.IsRemoved) group.Add(keys[^1], records.Row.ToArray(), known: null);
        }

        if (keys.Count > 0) batch.BatchCommands.Add(PageWriter.ToDelete(names.Main(role), keys));
        if (group.Count > 0) batch.BatchCommands.Add(group.ToInsert(names.Main(role)));
    }
}
