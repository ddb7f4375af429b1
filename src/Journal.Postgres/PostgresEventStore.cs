using System.Runtime.CompilerServices;
using Docket.Journal.Postgres.Connecting;
using Docket.Journal.Postgres.Migrations;
using Docket.Journal.Postgres.Reading;
using Docket.Journal.Postgres.Signals;
using Docket.Journal.Postgres.Snapshots;
using Docket.Journal.Postgres.Verifying;
using Docket.Journal.Postgres.Writing;
using Docket.Journal.Serialization;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Docket.Journal.Postgres;

/// <summary>
/// The journal in a PostgreSQL database, safe under any number of processes. An append is answered after its batch was
/// committed; positions are dense and in commit order across all of them.
/// </summary>
/// <remarks>
/// Takes one session for appending (from the first append on; two where many write at once), two for signals, and
/// pooled ones for reading. On a standby everything but appending works, and <see cref="Head"/> is what is visible
/// there.
/// </remarks>
public sealed class PostgresEventStore : IEventStore
{
    private const int BackwardsMax = 10_000;

    // While one commits, the server reads the next one's rows. Commits stand in one line, so a third would only wait.
    private const int CommittersMax = 2;
    private const int StreamPageEvents = 1_000;
    private readonly NpgsqlDataSource _database;
    private readonly EventReader _reader;
    private readonly JournalPages _pages;
    private readonly LedgerReader _ledger;
    private readonly JournalReading _reading;
    private readonly AppendSignal _signal;
    private readonly PostgresCommitter[] _committers;
    private readonly GroupCommit _commit;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _signals;
    private int _closed;

    private PostgresEventStore(
        NpgsqlDataSource database, EventReader reader, Position head,
        (PostgresStoreOptions Options, SqlText Sql, EventCodec Codec) form, (TimeProvider Clock, ILogger Logger) host)
    {
        var (options, sql, codec) = form;
        (_database, _reader, _signal) = (database, reader, new AppendSignal(head));
        _pages = new JournalPages(reader, options.PageEventsMax);
        _ledger = new LedgerReader(reader, sql);
        _reading = new JournalReading(reader, sql);
        Snapshots = new PostgresSnapshotStore(reader, sql);
        var announcer = new HeadAnnouncer(options, sql, host.Clock, host.Logger);
        _committers =
        [
            .. Enumerable.Range(0, CommittersMax)
                .Select(_ => new PostgresCommitter(options, sql, _signal, announcer.Announce, host)),
        ];
        _commit = new GroupCommit(_committers, codec, options.GroupCommit with { KeepsOutbox = true });
        _signals = Task.WhenAll(
            announcer.RunAsync(_closing.Token),
            new ChannelListener(options, sql.Channel, _signal.Hear, host).RunAsync(_closing.Token),
            new HeadPoller(options, reader, _signal, host).RunAsync(_closing.Token));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// What this process knows of: its own commits at once, those of others after a signal or a poll.
    /// </remarks>
    public Position Head => _signal.Head;

    /// <inheritdoc/>
    public bool KeepsOutbox => true;

    /// <summary>Snapshots in the same schema.</summary>
    public ISnapshotStore Snapshots { get; }

    /// <summary>
    /// Tells this journal from every other one: what is kept of it elsewhere is kept under this name. Letters, digits
    /// and dashes.
    /// </summary>
    public required string Identity { get; init; }

    /// <summary>Why the server cannot be read, as the last try found; null while it can.</summary>
    public string? Failure => _reader.Failure;

    /// <summary>Appends that wait for their batch now.</summary>
    public int Waiting => _commit.Waiting;

    /// <summary>Opens a journal that <see cref="PostgresMigrator"/> has made.</summary>
    /// <exception cref="JournalUnavailableException">The server cannot be reached.</exception>
    /// <exception cref="SchemaMismatchException">The schema is not the one this program wants.</exception>
    public static async Task<PostgresEventStore> OpenAsync(
        PostgresStoreOptions options, EventCodec codec, TimeProvider clock, ILogger logger,
        CancellationToken cancellationToken)
    {
        options.Validate();
        var sql = new SqlText(options.Schema);
        var settings = ReadingPool.Settings(options.ConnectionString, "docket reader");
        settings.Multiplexing = false;
        var database = NpgsqlDataSource.Create(settings);
        try
        {
            var reader = new EventReader(database, sql, codec, (clock, options.GiveUpAfter));
            await reader.TryAsync(
                connection => AppliedMigrations.RequireCurrentAsync(connection, options, cancellationToken),
                cancellationToken);
            var (head, _) = await reader.HeadAsync(cancellationToken);
            var identity = await reader.IdentityAsync(cancellationToken);
            logger.Opened(options.Schema, head.Value);
            return new PostgresEventStore(database, reader, head, (options, sql, codec), (clock, logger))
            {
                Identity = identity,
            };
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The key or a message holds what PostgreSQL cannot keep (U+0000, half a
    /// surrogate pair, a payload that is no JSON).</exception>
    public ValueTask<AppendResult> TryAppendAsync(AppendRequest request, CancellationToken cancellationToken)
    {
        // Refused here: in the batch it would be everyone's failure.
        if (request.Key is { } key && !KeyText.CanBeKept(key.Key))
            throw new ArgumentException("A command key is well-formed text without U+0000.", nameof(request));
        foreach (var message in request.Messages)
        {
            if (!KeyText.CanBeKept(message.Type) || !PayloadText.CanBeKept(message.Payload.Span))
                throw new ArgumentException(
                    "A message's payload is one JSON document, and all of its text is without U+0000.", nameof(request));
        }

        return _commit.CommitAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, StreamVersion after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await _reader.StreamAsync(stream, after, StreamPageEvents, cancellationToken);
            foreach (var recorded in page) yield return recorded;
            if (page.Count < StreamPageEvents) yield break;
            after = page[^1].Version;
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<EventPage> ReadAllAsync(
        Position after, EventFilter filter, CancellationToken cancellationToken) =>
        _pages.ReadAsync(after, filter, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RecordedEvent>> ReadBackwardsAsync(
        Position before, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, BackwardsMax);
        return await _reader.BackwardsAsync(before, count, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<LedgerEntry?> FindCommandAsync(string key, CancellationToken cancellationToken) =>
        KeyText.CanBeKept(key) ? _ledger.FindAsync(key, cancellationToken) : ValueTask.FromResult<LedgerEntry?>(null);

    /// <summary>Asks the server what is visible on it now.</summary>
    /// <remarks>
    /// <see cref="Head"/> remembers, and never goes back. A standby may: one that crashed first shows less than before.
    /// </remarks>
    /// <exception cref="JournalUnavailableException">The server cannot be read.</exception>
    public async ValueTask<VisibleHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var (head, standby) = await _reader.HeadAsync(cancellationToken);
        return new VisibleHead(head, standby);
    }

    /// <inheritdoc/>
    public ValueTask<Position> WaitForAppendAsync(Position after, CancellationToken cancellationToken) =>
        _signal.WaitAsync(after, cancellationToken);

    /// <summary>Reads the whole journal and says what is not as it was written. Appends go on meanwhile.</summary>
    public Task<PostgresVerification> VerifyAsync(CancellationToken cancellationToken) =>
        _reading.RunAsync(this, Head, cancellationToken);

    /// <summary>Whether the server is a standby now: it can be read only.</summary>
    public async ValueTask<bool> IsStandbyAsync(CancellationToken cancellationToken) =>
        (await _reader.HeadAsync(cancellationToken)).Standby;

    /// <summary>Commits what waits, then closes every session.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1) return;
        foreach (var committer in _committers) committer.StopTrying();
        await _commit.DisposeAsync();
        foreach (var committer in _committers) committer.Dispose();
        await _closing.CancelDriverAsync();
        await _signals.ContinueWith(static _ => { }, TaskScheduler.Default);
        _closing.Dispose();
        await _database.DisposeAsync();
    }
}
