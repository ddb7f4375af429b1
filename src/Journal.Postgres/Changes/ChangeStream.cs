using System.Runtime.CompilerServices;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;
using Npgsql;
using Npgsql.Replication;
using Npgsql.Replication.PgOutput;
using Npgsql.Replication.PgOutput.Messages;
using NpgsqlTypes;

namespace Docket.Journal.Postgres.Changes;

/// <summary>One slot's changes: whole transactions, gathered while more is at hand.</summary>
internal sealed class ChangeStream : IAsyncDisposable
{
    // While nothing comes, the place in the log is confirmed this often, so that others' writes are not kept for us.
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);
    private readonly LogicalReplicationConnection _connection;
    private readonly string _slot;
    private readonly string _publication;
    private readonly EventCodec _codec;

    private ChangeStream(LogicalReplicationConnection connection, string slot, string publication, EventCodec codec) =>
        (_connection, _slot, _publication, _codec) = (connection, slot, publication, codec);

    /// <summary>Opens the slot of a view, and makes it where there is none.</summary>
    public static async ValueTask<ChangeStream> OpenAsync(
        PostgresStoreOptions options, SqlText sql, string view, EventCodec codec, ILogger logger,
        CancellationToken cancellationToken)
    {
        var slot = await ReplicationSlots.PrepareAsync(options, sql, view, logger, cancellationToken);
        var connection = new LogicalReplicationConnection(options.ConnectionString);
        try
        {
            await connection.Open(cancellationToken);
            if (!slot.Exists)
                await connection.CreatePgOutputReplicationSlot(
                    slot.Name, slotSnapshotInitMode: LogicalSlotSnapshotInitMode.NoExport,
                    cancellationToken: cancellationToken);
            return new ChangeStream(connection, slot.Name, sql.EventsPublication, codec);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Yields what is committed, for as long as it is asked.</summary>
    public async IAsyncEnumerable<ChangePage> ReadAsync(
        int eventsMax, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var messages = SlotMessages.Start(_connection, _slot, _publication, cancellationToken);
        List<RecordedEvent> committed = [], open = [];
        var end = default(NpgsqlLogSequenceNumber);
        for (; ; messages.Advance())
        {
            if (committed.Count > 0 && (!messages.Next.IsCompleted || committed.Count >= eventsMax))
            {
                yield return new ChangePage(committed, end);
                committed = [];
            }

            await WaitAsync(messages.Next, cancellationToken);
            if (!await messages.Next) yield break;
            switch (messages.Current)
            {
                case BeginMessage:
                    open.Clear();
                    break;
                case InsertMessage insert:
                    open.Add(await EventOf(insert, cancellationToken));
                    break;
                case CommitMessage commit:
                    committed.AddRange(open);
                    open.Clear();
                    end = commit.TransactionEndLsn;
                    break;
            }
        }
    }

    /// <summary>Lets the server forget what is before a place in the log.</summary>
    public void Confirm(NpgsqlLogSequenceNumber end) => _connection.SetReplicationStatus(end);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>Waits for the next message. What was received before a long silence holds nothing for us.</summary>
    private async ValueTask WaitAsync(Task<bool> next, CancellationToken cancellationToken)
    {
        var received = default(NpgsqlLogSequenceNumber);
        while (!next.IsCompleted)
        {
            try
            {
                await next.WaitAsync(IdleTime, TimeProvider.System, cancellationToken);
            }
            catch (TimeoutException) when (!next.IsCompleted)
            {
                if (received != default) Confirm(received);
                received = _connection.LastReceivedLsn;
            }
        }
    }

    // The columns as the table has them.
    private async ValueTask<RecordedEvent> EventOf(InsertMessage insert, CancellationToken cancellationToken)
    {
        var row = insert.NewRow.GetAsyncEnumerator(cancellationToken);
        await using var reading = row;
        var position = await NextAsync<long>(row, cancellationToken);
        var version = await NextAsync<long>(row, cancellationToken);
        var recordedAt = await NextAsync<DateTime>(row, cancellationToken);
        var stream = await NextAsync<string>(row, cancellationToken);
        var type = await NextAsync<string>(row, cancellationToken);
        var metadata = await NextAsync<byte[]>(row, cancellationToken);
        var data = await NextAsync<byte[]>(row, cancellationToken);
        return new RecordedEvent(_codec, new StoredEvent
        {
            Position = new Position(position),
            Version = new StreamVersion(version),
            RecordedAt = new DateTimeOffset(recordedAt),
            Stream = Reading.EventRow.StreamOf(stream),
            Type = type,
            Metadata = metadata,
            Data = data,
        });
    }

    private static async ValueTask<T> NextAsync<T>(
        IAsyncEnumerator<ReplicationValue> row, CancellationToken cancellationToken)
    {
        if (!await row.MoveNextAsync()) throw new InvalidDataException("A decoded event has too few columns.");
        return await row.Current.Get<T>(cancellationToken);
    }
}
