using Docket.Journal.Postgres.Connecting;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Docket.Journal.Postgres.Writing;

/// <summary>
/// Commits batches: one call, one transaction, one flush. Keeps its session, and replaces it when it is lost, for which
/// it waits in a thread.
/// </summary>
internal sealed class PostgresCommitter(
    PostgresStoreOptions options, SqlText sql, AppendSignal signal, Action<Position> announce,
    (TimeProvider Clock, ILogger Logger) host)
    : ILoneCommitter, IDisposable
{
    /// <summary>A batch that ends its session so often may be what ends it.</summary>
    private const int TriesMax = 3;

    private readonly CancellationTokenSource _closing = new();
    private WriterSession? _session;
    private bool _reachable = true;

    public bool CanCommitAlone => _session is { IsOpen: true };

    public void Commit(IReadOnlyList<PendingAppend> batch)
    {
        try
        {
            CommitAll(batch, 1, Patience());
        }
        catch (JournalUnavailableException failure) when (batch.Any(pending => pending.Result is not null))
        {
            // A part was found committed after its session was lost, and has its true answer; the rest has not.
            foreach (var pending in batch) pending.Failure = pending.Result is null ? failure : null;
        }

        signal.Raise(Newest(batch));
    }

    public async ValueTask CommitAloneAsync(PendingAppend alone)
    {
        var head = signal.Head;
        try
        {
            await _session!.AppendAsync(alone, host.Clock.GetUtcNow());
        }
        catch (PostgresException refusal) when (!Faults.LostSession(refusal))
        {
            throw Refused(refusal);
        }
        catch (Exception lost) when (Faults.LostSession(lost))
        {
            await Task.Factory.StartNew(
                () => CommitLost([alone], head, lost),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        signal.Raise(Newest([alone]));
        AfterCommit();
    }

    public void AfterCommit() => announce(signal.Head);

    /// <summary>Stops waiting for a lost server.</summary>
    public void StopTrying() => _closing.Cancel();

    public void Dispose()
    {
        _session?.Dispose();
        _closing.Dispose();
    }

    private Patience Patience() => new(host.Clock, _reachable ? options.GiveUpAfter : TimeSpan.Zero);

    private void CommitLost(IReadOnlyList<PendingAppend> batch, Position head, Exception lost)
    {
        var patience = Patience();
        CommitAll(Settle(batch, head, lost, patience), 2, patience);
    }

    private void CommitAll(IReadOnlyList<PendingAppend> batch, int firstTry, Patience patience)
    {
        var open = batch;
        for (var tries = firstTry; open.Count > 0; tries++)
        {
            var session = _session ??= Connect(patience);
            var head = signal.Head;
            try
            {
                session.Append(Rounds.Of(open), host.Clock.GetUtcNow());
                return;
            }
            catch (PostgresException refusal) when (!Faults.LostSession(refusal))
            {
                throw Refused(refusal);
            }
            catch (Exception lost) when (Faults.LostSession(lost))
            {
                open = Settle(open, head, lost, patience);
                if (tries == TriesMax && open.Count > 0)
                    throw new JournalUnavailableException(
                        "The session was lost again and again; nothing was written.", lost);
            }
        }
    }

    private JournalUnavailableException Refused(PostgresException refusal)
    {
        // After some refusals (no disk, no memory) the driver gives the session up.
        if (!_session!.IsOpen) CloseSession();
        return new JournalUnavailableException(
            $"PostgreSQL refused the append and nothing was written: {refusal.MessageText}", refusal);
    }

    private static Position Newest(IReadOnlyList<PendingAppend> batch)
    {
        var newest = Position.Start;
        foreach (var pending in batch)
        {
            if (pending.Result is AppendResult.Appended { Position: var position } && position > newest)
                newest = position;
        }

        return newest;
    }

    /// <summary>Nothing is under way, so nothing can be unknown.</summary>
    private WriterSession Connect(Patience patience) =>
        Try(() => WriterSession.Open(options, sql), patience,
            "PostgreSQL cannot be reached; nothing was written.");

    /// <summary>Ends the lost session first: after that its transaction is committed or is not, for good.</summary>
    private List<PendingAppend> Settle(
        IReadOnlyList<PendingAppend> batch, Position head, Exception failure, Patience patience)
    {
        host.Logger.WriterLost(batch.Count, failure);
        var lost = CloseSession();
        var open = Try(() => Settle(batch, head, lost), patience,
            "The connection was lost and what became of the append is unknown. Ask again with the same key.");
        host.Logger.WriterRecovered(batch.Count, batch.Count - open.Count);
        return open;
    }

    private List<PendingAppend> Settle(IReadOnlyList<PendingAppend> batch, Position head, WriterSession lost)
    {
        _session ??= WriterSession.Open(options, sql);
        try
        {
            if (!_session.End(lost)) throw new TimeoutException("The lost session does not end.");
            return LostBatch.Settle(batch, metadata => _session.FindWritten(head, metadata));
        }
        catch
        {
            CloseSession();
            throw;
        }
    }

    private WriterSession CloseSession()
    {
        var closed = _session!;
        _session = null;
        closed.Dispose();
        return closed;
    }

    private T Try<T>(Func<T> work, Patience patience, string whenGivenUp)
    {
        while (true)
        {
            try
            {
                var done = work();
                _reachable = true;
                return done;
            }
            catch (Exception failure) when (Faults.OfDatabase(failure))
            {
                if (Faults.LostSession(failure) && WaitedFor(patience)) continue;
                _reachable = false;
                throw new JournalUnavailableException($"{whenGivenUp} ({failure.Message})", failure);
            }
        }
    }

    private bool WaitedFor(Patience patience)
    {
        try
        {
            return patience.WaitAsync(_closing.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
