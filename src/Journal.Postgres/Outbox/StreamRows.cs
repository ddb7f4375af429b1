using Docket.Journal.Outbox;
using Docket.Journal.Store;
using Npgsql.Replication.PgOutput;
using Npgsql.Replication.PgOutput.Messages;

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

    /// <summary>The last position decoded.</summary>
    public Position Through { get; private set; }

    /// <summary>Rows should be handed on, though their transaction has more.</summary>
    public bool IsFull => _count >= RowsMax;

    /// <summary>Which column comes at which place.</summary>
    public void Learn(RelationMessage relation) =>
        _columns = [.. relation.Columns.Select(column => Array.IndexOf(Columns, column.ColumnName))];

    /// <summary>Decodes one row. Only committed transactions are sent, so it counts at once.</summary>
    public async ValueTask AddAsync(InsertMessage insert, CancellationToken cancellationToken)
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

        Through = new Position(position);
        _rows[partition % lanes].Add(new OutboxRow(
            partition, new OutgoingEvent(id, Through, aggregateType, aggregateId, type, payload)));
        _count++;
    }

    /// <summary>What was gathered; gathering starts anew.</summary>
    public List<OutboxRow>[] Take()
    {
        var taken = _rows;
        (_rows, _count) = (New(lanes), 0);
        return taken;
    }

    private static List<OutboxRow>[] New(int lanes) => [.. Enumerable.Range(0, lanes).Select(_ => new List<OutboxRow>())];
}
