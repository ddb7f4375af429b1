using Docket.Journal.Outbox;
using Docket.Journal.Store;
using Npgsql.Replication.PgOutput;
using Npgsql.Replication.PgOutput.Messages;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>Decodes inserted rows, and gathers them for each lane.</summary>
internal sealed class StreamRows(int lanes)
{
    private const int RowsMax = 1_000;

    private static readonly string[] Columns =
        ["position", "partition", "outbox_id", "aggregate_type", "aggregate_id", "event_type", "payload"];

    private List<OutboxRow>[] _rows = New(lanes);
    private int[] _columns = [];
    private int _count;
    private Position _through;
    private NpgsqlLogSequenceNumber? _end;

    /// <summary>Enough was gathered.</summary>
    public bool IsFull => _count >= RowsMax;

    /// <summary>Something was gathered.</summary>
    public bool HasNews => _count > 0 || _end is not null;

    /// <summary>Takes a message in. Only committed transactions are sent, so each row counts at once.</summary>
    public ValueTask AddAsync(PgOutputReplicationMessage message, CancellationToken cancellationToken)
    {
        switch (message)
        {
            case InsertMessage insert:
                return AddAsync(insert, cancellationToken);
            case RelationMessage relation:
                _columns = [.. relation.Columns.Select(column => Array.IndexOf(Columns, column.ColumnName))];
                break;
            case CommitMessage commit:
                _end = commit.TransactionEndLsn;
                break;
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>What was gathered, for each lane; gathering starts anew.</summary>
    public StreamChunk[] Take()
    {
        var taken = _rows.Select(rows => new StreamChunk(rows, _through, _end)).ToArray();
        (_rows, _count, _end) = (New(lanes), 0, null);
        return taken;
    }

    private async ValueTask AddAsync(InsertMessage insert, CancellationToken cancellationToken)
    {
        var (position, partition, id, payload) = (0L, (short)0, Guid.Empty, (byte[])[]);
        var (aggregateType, aggregateId, type) = ("", "", "");
        var place = 0;
        await foreach (var value in insert.NewRow.WithCancellation(cancellationToken))
        {
            switch (_columns[place++])
            {
                case 0: position = await value.Get<long>(cancellationToken); break;
                case 1: partition = await value.Get<short>(cancellationToken); break;
                case 2: id = await value.Get<Guid>(cancellationToken); break;
                case 3: aggregateType = await value.Get<string>(cancellationToken); break;
                case 4: aggregateId = await value.Get<string>(cancellationToken); break;
                case 5: type = await value.Get<string>(cancellationToken); break;
                case 6: payload = await value.Get<byte[]>(cancellationToken); break;
            }
        }

        _through = new Position(position);
        _rows[partition % lanes].Add(new OutboxRow(
            partition, new OutgoingEvent(id, _through, aggregateType, aggregateId, type, payload)));
        _count++;
    }

    private static List<OutboxRow>[] New(int lanes) => [.. Enumerable.Range(0, lanes).Select(_ => new List<OutboxRow>())];
}
