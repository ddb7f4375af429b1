using Docket.Journal.Postgres.Connecting;
using Npgsql.Replication;
using Npgsql.Replication.PgOutput;
using Npgsql.Replication.PgOutput.Messages;

namespace Docket.Journal.Postgres.Changes;

/// <summary>The messages of one slot, with the next read always under way.</summary>
/// <remarks>
/// The driver's enumerator must not be let go of while a read is under way: the read would go on in what is no longer
/// there, and end the process. However its reader ends, this ends the read first.
/// </remarks>
internal sealed class SlotMessages : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing;
    private readonly IAsyncEnumerator<PgOutputReplicationMessage> _messages;

    private SlotMessages(CancellationTokenSource closing, IAsyncEnumerator<PgOutputReplicationMessage> messages)
    {
        (_closing, _messages) = (closing, messages);
        Next = _messages.MoveNextAsync().AsTask();
    }

    /// <summary>The read that is under way: whether there is another message.</summary>
    public Task<bool> Next { get; private set; }

    /// <summary>The message that <see cref="Next"/> has brought, valid until the next one is asked for.</summary>
    public PgOutputReplicationMessage Current => _messages.Current;

    /// <summary>Starts reading. Cancelling ends the read under way.</summary>
    public static SlotMessages Start(
        LogicalReplicationConnection connection, string slot, string publication, CancellationToken cancellationToken)
    {
        var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wanted = new PgOutputReplicationOptions(publication, PgOutputProtocolVersion.V1, binary: true);
        var messages = connection.StartReplication(new PgOutputReplicationSlot(slot), wanted, closing.Token);
        return new SlotMessages(closing, messages.GetAsyncEnumerator(closing.Token));
    }

    /// <summary>Asks for the next message; the current one was read to its end.</summary>
    public void Advance() => Next = _messages.MoveNextAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelDriverAsync();
        await ((Task)Next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _messages.DisposeAsync();
        _closing.Dispose();
    }
}
