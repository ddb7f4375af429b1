using System.Collections.Concurrent;
using Docket.Journal.Postgres.Connecting;
using Docket.Journal.Postgres.Reading;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Projections.Sharing;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Docket.Journal.Postgres.Views;

/// <summary>Keeps views in tables beside the journal, shared by every process on the database.</summary>
/// <remarks>
/// A view's owner writes as <c>docket_projector</c>, under a lease whose epoch each transaction checks. Views can be
/// made
/// again, so their commits wait for no flush; rows and checkpoint are of one transaction all the same.
/// </remarks>
public sealed class PostgresViewStorage : ISharedViewStorage, IAsyncDisposable
{
    private readonly Dictionary<string, ViewNames> _names;
    private readonly ConcurrentDictionary<string, OpenGenerations> _open = new(StringComparer.Ordinal);
    private readonly NpgsqlDataSource _projecting;
    private readonly NpgsqlDataSource _reading;
    private readonly PostgresViewOptions _options;
    private readonly SqlText _sql;
    private readonly Lazy<ViewTerms> _terms;
    private readonly ReadingSessions _sessions;
    private readonly GenerationSwap _swap;

    /// <summary>Keeps these views; nothing is connected before the first of them is opened.</summary>
    public PostgresViewStorage(
        PostgresStoreOptions store, PostgresViewOptions options, IEnumerable<ViewTables> views, TimeProvider clock,
        ILogger logger)
    {
        store.Validate();
        options.Validate();
        (_options, _sql) = (options, new SqlText(store.Schema));
        _names = views.ToDictionary(view => view.View, view => new ViewNames(view, _sql), StringComparer.Ordinal);
        _projecting = NpgsqlDataSource.Create(ForProjecting(store.ConnectionString));
        _reading = NpgsqlDataSource.Create(ReadingPool.Settings(store.ConnectionString, "docket views"));
        _terms = new(() => new ViewTerms((_projecting, _reading), store, options, (clock, logger)));
        _sessions = new ReadingSessions(_reading, (clock, store.GiveUpAfter));
        _swap = new GenerationSwap(_projecting, _sql, options);
    }

    /// <inheritdoc/>
    public TimeSpan LookInterval => _options.LookInterval;

    /// <inheritdoc/>
    public int EventsPerCommit => _options.EventsPerCommit;

    /// <inheritdoc/>
    public ValueTask<IViewTerm?> TryOwnAsync(string view, CancellationToken cancellationToken) =>
        _terms.Value.TryOwnAsync(view, cancellationToken);

    /// <inheritdoc/>
    public ValueTask AskForAsync(string view, CancellationToken cancellationToken) =>
        _terms.Value.AskForAsync(view, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Position> WaitForNewsAsync(string view, Position after, CancellationToken cancellationToken) =>
        _terms.Value.WaitForNewsAsync(view, after, cancellationToken);

    /// <inheritdoc/>
    public OpenedRows Open(string view, int schemaVersion)
    {
        using var connection = _projecting.OpenConnection();
        var found = new OpenGenerations();
        _open[view] = found;
        var serving = Find(connection, view, GenerationRole.Serving, schemaVersion, out var discarded);
        var former = Find(connection, view, GenerationRole.Former, schemaVersion, out _);
        found.Add(serving);
        found.Add(former);
        return new OpenedRows(serving, former, discarded);
    }

    /// <inheritdoc/>
    public OpenedRows OpenToFollow(string view, int schemaVersion)
    {
        using var connection = _reading.OpenConnection();
        return new OpenedRows(
            Follow(connection, view, GenerationRole.Serving, schemaVersion),
            Follow(connection, view, GenerationRole.Former, schemaVersion), null);
    }

    /// <inheritdoc/>
    public IRowStore? OpenToCheck(string view, int schemaVersion) =>
        CheckedRows.Open(_reading, _sql, _names[view], schemaVersion);

    /// <inheritdoc/>
    public IRowStore Create(string view, int schemaVersion)
    {
        var generation = _swap.Create(_names[view], _terms.Value.EpochOf(view), schemaVersion);
        var rows = RowsOf(view, generation, GenerationRole.Shadow);
        _open[view].Add(rows);
        return rows;
    }

    /// <inheritdoc/>
    public void Serve(string view, IRowStore rows)
    {
        var served = (PostgresRows)rows;
        served.Complete();
        _swap.Serve(_names[view], _terms.Value.EpochOf(view), served.Role);
        _open[view].Serve(served);
    }

    /// <inheritdoc/>
    public void Discard(IRowStore rows)
    {
        var discarded = (PostgresRows)rows;
        if (!_open[discarded.View].Remove(discarded)) return;
        discarded.Dispose();
        _swap.Drop(_names[discarded.View], _terms.Value.EpochOf(discarded.View), discarded.Role);
    }

    /// <summary>The schema that the views lie in.</summary>
    public string Schema => _sql.ViewSchema;

    /// <summary>Runs a query on views, again where its session was lost.</summary>
    /// <exception cref="JournalUnavailableException">The server cannot be reached, or refuses.</exception>
    public ValueTask<T> ReadAsync<T>(
        Func<NpgsqlConnection, ValueTask<T>> read, CancellationToken cancellationToken) =>
        _sessions.TryAsync(read, cancellationToken);

    /// <summary>Leaves the views it applies to other processes and closes every session.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_terms.IsValueCreated) await _terms.Value.DisposeAsync();
        await _projecting.DisposeAsync();
        await _reading.DisposeAsync();
    }

    private PostgresRows? Find(
        NpgsqlConnection connection, string view, GenerationRole role, int schemaVersion, out string? whyNot)
    {
        whyNot = null;
        if (Generation.Find(connection, _sql, view, role) is not { } found) return null;
        if (found.SchemaVersion == schemaVersion) return RowsOf(view, found, role);
        whyNot = $"its rows are of schema {found.SchemaVersion}, and {schemaVersion} is wanted";
        return null;
    }

    private FollowedRows? Follow(NpgsqlConnection connection, string view, GenerationRole role, int schemaVersion) =>
        Generation.Find(connection, _sql, view, role) is { } found && found.SchemaVersion == schemaVersion
            ? new FollowedRows(_reading, _sql, _names[view], role, found.State)
            : null;

    private PostgresRows RowsOf(string view, Generation generation, GenerationRole role) =>
        new(_projecting, _sql, _names[view], (generation, role), (_terms.Value.EpochOf(view), _options.CacheBytes));

    private static string ForProjecting(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true, // What is set here is set for a transaction.
            ApplicationName = "docket projector",
        };

        // One owner of all tables, whichever login runs the process: another one must be able to go on with them.
        settings.Options = $"{settings.Options} -c role=docket_projector -c synchronous_commit=off".TrimStart();
        return settings.ConnectionString;
    }
}
