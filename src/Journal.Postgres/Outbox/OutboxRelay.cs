using Docket.Journal.Outbox;
using Docket.Journal.Postgres.Connecting;
using Docket.Journal.Postgres.Migrations;
using Docket.Journal.Postgres.Signals;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>
/// Publishes the outbox: every committed row at least once, and rows of one aggregate in their order. Any number of relays
/// share the partitions; one that dies is replaced when its leases run out.
/// </summary>
/// <remarks>Started by <see cref="StartAsync"/>, stopped by disposing: what is under way is finished and marked, and the
/// partitions are given back at once.</remarks>
public sealed class OutboxRelay : IAsyncDisposable
{
    /// <summary>The meter that says backlog, rate and slot lag.</summary>
    public const string MeterName = "Docket.Outbox";

    private readonly NpgsqlDataSource _database;
    private readonly NpgsqlDataSource _marking;
    private readonly RelayMeter _meter;
    private readonly RelayMembership _membership;
    private readonly OutboxUpkeep _upkeep;
    private readonly OutboxStream _stream;
    private readonly RelayLane[] _lanes;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly OutboxRelayOptions _options;
    private readonly ILogger _logger;
    private readonly Task _publishing;
    private readonly Task _background;
    private int _disposed;

    private OutboxRelay(
        (NpgsqlDataSource Database, NpgsqlDataSource Marking) sources, SqlText sql, OutboxRelayOptions options,
        IPublisher publisher, (TimeProvider Clock, ILogger Logger) host)
    {
        ((_database, _marking), _options, _logger) = (sources, options, host.Logger);
        var table = new OutboxTable(_marking, sql);
        var slot = new OutboxSlot(_database, sql, options.SlotName);
        var signal = new AppendSignal(Position.Start);
        _meter = new RelayMeter();
        _membership = new RelayMembership(_database, sql, options, host);
        _stream = new OutboxStream(slot, table, sql, options, host);
        _upkeep = new OutboxUpkeep(_database, sql, slot, _membership, (options, _meter, host.Clock, host.Logger));
        var parts = new RelayParts(
            options, table, publisher, _membership, _stream, signal, _meter, host.Clock, host.Logger);
        _lanes = [.. Enumerable.Range(0, options.Lanes).Select(number => new RelayLane(number, parts))];
        _stream.Changed = RingAll;
        _membership.Changed = Owning;
        host.Logger.RelayStarted(_membership.Owner, $"{options.Engine}");
        _publishing = Task.WhenAll(_lanes.Select(lane => Task.Run(() => lane.RunAsync(_stopping.Token, _ending.Token))));
        _background = Task.WhenAll(Background(sql, signal, host));
    }

    /// <summary>The partitions this relay has now.</summary>
    public IReadOnlyList<int> Partitions => [.. _membership.Owned.Select(owned => owned.Partition).Order()];

    /// <summary>Whether it follows the change stream; false while it polls.</summary>
    public bool IsFollowing => _stream.Current is not null;

    /// <summary>Why the database could not be worked with at the last try; null when it could.</summary>
    public string? Failure => _lanes.Select(lane => lane.Failure).FirstOrDefault(failure => failure is not null);

    /// <summary>Starts a relay on a migrated database.</summary>
    /// <exception cref="SchemaMismatchException">The schema is not the one this program wants.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached.</exception>
    public static async Task<OutboxRelay> StartAsync(
        OutboxRelayOptions options, IPublisher publisher, TimeProvider clock, ILogger logger,
        CancellationToken cancellationToken)
    {
        options.Validate();
        var sql = new SqlText(options.Schema);
        var database = NpgsqlDataSource.Create(Settings(options, "docket relay", ""));
        try
        {
            await using (var connection = await database.OpenConnectionAsync(cancellationToken))
                await AppliedMigrations.RequireEngineAsync(connection, options.Schema, cancellationToken);

            // A mark that a crash of the server takes back is a message published twice: not worth a flush each.
            var marking = NpgsqlDataSource.Create(Settings(options, "docket relay pages", MarkingSettings));
            return new OutboxRelay((database, marking), sql, options, publisher, (clock, logger));
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Finishes what is under way, gives the partitions back and closes every session.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        await _stopping.CancelAsync();
        _ending.CancelAfter(_options.LeaseLength); // Later than that others have the partitions anyway.
        await _publishing.ContinueWith(static _ => { }, TaskScheduler.Default);
        await _ending.CancelDriverAsync();
        await _background.ContinueWith(static _ => { }, TaskScheduler.Default);
        await LeaveAsync();
        _meter.Dispose();
        await _marking.DisposeAsync();
        await _database.DisposeAsync();
        _stopping.Dispose();
        _ending.Dispose();
    }

    // Plans that are right for any backlog: each partition's own range of the index of what is unpublished.
    private const string MarkingSettings =
        "-c synchronous_commit=off -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

    private static string Settings(OutboxRelayOptions options, string name, string serverSettings) =>
        new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Multiplexing = false,
            MaxAutoPrepare = 16,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true, // Nothing is set on a session here.
            ApplicationName = name,
            Options = serverSettings.Length == 0 ? null : serverSettings,
        }.ConnectionString;

    private IEnumerable<Task> Background(SqlText sql, AppendSignal signal, (TimeProvider, ILogger) host)
    {
        var listening = new PostgresStoreOptions
        {
            ConnectionString = _options.ConnectionString,
            Schema = _options.Schema,
            PollInterval = _options.PollInterval,
        };
        var ended = _ending.Token;
        yield return _membership.RunAsync(ended);
        yield return _upkeep.PruneAsync(ended);
        yield return _upkeep.MeasureAsync(ended);
        yield return new ChannelListener(listening, sql.Channel, signal.Hear, host).RunAsync(ended);
        yield return ForwardAsync(signal, ended);
        if (_options.Engine == RelayEngine.Cdc) yield return _stream.RunAsync(ended);
    }

    private async Task ForwardAsync(AppendSignal signal, CancellationToken cancellationToken)
    {
        var seen = Position.Start;
        while (true)
        {
            seen = await signal.WaitAsync(seen, cancellationToken);
            RingAll();
        }
    }

    private void Owning(bool mayFollow)
    {
        _stream.Allow(mayFollow);
        RingAll();
    }

    private void RingAll()
    {
        foreach (var lane in _lanes) lane.Ring();
    }

    private async Task LeaveAsync()
    {
        try
        {
            await _upkeep.LeaveAsync(CancellationToken.None);
            await _membership.LeaveAsync(CancellationToken.None);
        }
        catch (NpgsqlException failure)
        {
            // They run out by themselves.
            _logger.RelayLeasesNotRenewed(failure);
        }
    }
}
