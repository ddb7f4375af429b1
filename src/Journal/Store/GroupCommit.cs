using System.Threading.Channels;
using Docket.Journal.Outbox;
using Docket.Journal.Serialization;
using Docket.Kernel;

namespace Docket.Journal.Store;

/// <summary>
/// The one way into a store: a bounded queue, and a thread that commits whatever is waiting as ONE batch. While a
/// batch is being flushed the next one gathers, so the flush's cost is shared by as many writers as there are.
/// </summary>
/// <remarks>
/// Dedicated threads, because a flush blocks and must not hold one of the pool's few threads. A store that can be given
/// a batch while it still commits the one before (<see cref="GroupCommitOptions.OverlapFrom"/>) has a committer for each.
/// Where the first of them is an <see cref="ILoneCommitter"/>, a writer that finds nobody else goes past the queue.
/// </remarks>
public sealed class GroupCommit : IAsyncDisposable
{
    private readonly EventCodec _codec;
    private readonly GroupCommitOptions _options;
    private readonly Channel<PendingAppend> _queue;
    private readonly CommitTurns _turns;
    private readonly ILoneCommitter? _lone;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;

    /// <summary>Starts the commit thread.</summary>
    public GroupCommit(IBatchCommitter committer, EventCodec codec, GroupCommitOptions options)
        : this([committer], codec, options)
    {
    }

    /// <summary>Starts a commit thread for each of the store's committers.</summary>
    public GroupCommit(IReadOnlyList<IBatchCommitter> committers, EventCodec codec, GroupCommitOptions options)
    {
        _codec = codec;
        _options = options;
        // A writer wakes the commit thread itself: by way of the pool it would take another thread's waking.
        var bounds = new BoundedChannelOptions(options.QueueMax)
        {
            SingleReader = true,
            FullMode = BoundedChannelFullMode.Wait,
            AllowSynchronousContinuations = true,
        };
        _queue = Channel.CreateBounded<PendingAppend>(bounds);
        _turns = new CommitTurns(_queue.Reader, options, committers.Count);
        _lone = committers[0] as ILoneCommitter;
        _running = committers.Count;
        foreach (var committer in committers)
            new Thread(() => Run(committer)) { Name = "docket group commit", IsBackground = true }.Start();
    }

    /// <summary>Appends waiting now.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>Queues an append and waits until its batch is durable.</summary>
    /// <exception cref="JournalUnavailableException">The store cannot write, or is closing.</exception>
    /// <exception cref="ArgumentException">An event's type is not registered, or the request is out of
    /// bounds.</exception>
    public ValueTask<AppendResult> CommitAsync(AppendRequest request, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<AppendResult>(cancellationToken);
        var pending = Encode(request);
        pending.GiveUpOn(cancellationToken);
        if (_lone is not null && _turns.TryTakeAlone(_lone))
        {
            _ = _turns.CommitAloneAsync(_lone, pending); // never fails: the append does
            return pending.Answer;
        }

        return _queue.Writer.TryWrite(pending) ? pending.Answer : CommitWithRoomAsync(pending, cancellationToken);
    }

    /// <summary>Takes no more appends, commits what waits, and ends the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stopped.Task;
        await _turns.DisposeAsync();
    }

    private async ValueTask<AppendResult> CommitWithRoomAsync(
        PendingAppend pending, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(pending, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new JournalUnavailableException("The journal is closing; nothing was written.");
        }
        finally
        {
            // We go on in the thread that made room, the commit thread: nobody else's code may run there.
            await Task.Yield();
        }

        return await pending.Answer;
    }

    private PendingAppend Encode(AppendRequest request)
    {
        if (request.Stream == default) throw new ArgumentException("An append wants a stream.", nameof(request));
        if (request.Events.Count == 0 && request.Key is null)
            throw new ArgumentException("An append wants events, or a command key to remember.", nameof(request));
        if (request.Events.Count > AppendRequest.EventsMax)
            throw new ArgumentException($"An append holds at most {AppendRequest.EventsMax} events.", nameof(request));
        if (request.Key is { Key.Length: 0 or > CommandKey.KeyLengthMax })
            throw new ArgumentException($"A command key has 1-{CommandKey.KeyLengthMax} characters.", nameof(request));
        var encoded = new EncodedEvent[request.Events.Count];
        var bytes = BytesOfMessages(request);
        for (var i = 0; i < encoded.Length; i++)
        {
            encoded[i] = _codec.Encode(request.Events[i]);
            bytes += encoded[i].Data.Length + encoded[i].Metadata.Length + encoded[i].Type.Length;
        }

        if (bytes > AppendRequest.BytesMax)
            throw new ArgumentException($"An append holds at most {AppendRequest.BytesMax} bytes, not {bytes}.", nameof(request));
        return new PendingAppend(request, ValueList.Create<EncodedEvent>(encoded), (int)bytes);
    }

    private long BytesOfMessages(AppendRequest request)
    {
        if (request.Messages.Count > 0 && !_options.KeepsOutbox)
            throw new ArgumentException("This store keeps no outbox: the messages would be lost.", nameof(request));
        var (bytes, after) = (0L, -1);
        foreach (var message in request.Messages)
        {
            if (message.Number <= after || message.Number >= request.Events.Count)
                throw new ArgumentException("Messages tell of their append's events, one each, in order.", nameof(request));
            if (message.Type.Length is 0 or > OutboxMessage.TypeLengthMax)
                throw new ArgumentException(
                    $"A message's type has 1-{OutboxMessage.TypeLengthMax} characters.", nameof(request));
            bytes += message.Payload.Length + message.Type.Length;
            after = message.Number;
        }

        return bytes;
    }

    private void Run(IBatchCommitter committer)
    {
        _turns.Run(committer);
        if (Interlocked.Decrement(ref _running) == 0) _stopped.SetResult();
    }
}
