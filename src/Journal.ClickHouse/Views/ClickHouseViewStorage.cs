using Docket.Journal.ClickHouse.Facts;
using Docket.Journal.ClickHouse.Talking;
using Docket.Journal.Leasing;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Projections.Sharing;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.ClickHouse.Views;

/// <summary>Keeps views in ClickHouse: facts for reports, and beside them the rows that they follow from.</summary>
public sealed class ClickHouseViewStorage : ISharedViewStorage, IAsyncDisposable
{
    private readonly Dictionary<string, FactTable> _views;
    private readonly CancellationTokenSource _closing = new();
    private readonly ClickHouseOptions _options;
    private readonly ClickHouseClient _client;
    private readonly Generations _generations;
    private readonly LeasedViews _terms;
    private readonly (TimeProvider Clock, CancellationToken Closing) _host;

    /// <summary>Keeps these views; nothing is connected before the first of them is opened.</summary>
    /// <param name="options">Where the server is.</param>
    /// <param name="views">How the views lie there.</param>
    /// <param name="leases">Who may write which view; null where this is the only process that can.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="logger">Hears of views that were lost.</param>
    public ClickHouseViewStorage(
        ClickHouseOptions options, IEnumerable<FactTable> views, ILeases? leases, TimeProvider clock, ILogger logger)
    {
        options.Validate();
        _views = views.ToDictionary(view => view.View, StringComparer.Ordinal);
        (_options, _host) = (options, (clock, _closing.Token));
        _client = new ClickHouseClient(options);
        _generations = new Generations(_client, options.Database);
        _terms = new LeasedViews(leases ?? new SoleOwner(), new LeasedViewsOptions
        {
            LeaseTime = options.LeaseTime,
            LookInterval = options.LookInterval,
            Clock = clock,
            Logger = logger,
            IsFenced = false,
            IsPassing = static failure => failure is not OutOfMemoryException,
        });
    }

    /// <inheritdoc/>
    public TimeSpan LookInterval => _options.LookInterval;

    /// <inheritdoc/>
    public int EventsPerCommit => _options.EventsPerCommit;

    /// <inheritdoc/>
    public ValueTask<IViewTerm?> TryOwnAsync(string view, CancellationToken cancellationToken) =>
        _options.Applies ? _terms.TryOwnAsync(view, cancellationToken) : ValueTask.FromResult<IViewTerm?>(null);

    /// <inheritdoc/>
    public ValueTask AskForAsync(string view, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask<Position> WaitForNewsAsync(string view, Position after, CancellationToken cancellationToken)
    {
        var since = _host.Clock.GetTimestamp();
        while (true)
        {
            var stand = await StandAsync(view, cancellationToken);
            if (stand is { Checkpoint: var at } && at > after) return at;
            if (_host.Clock.GetElapsedTime(since) >= LookInterval) return after;
            await Task.Delay(_options.FollowInterval, _host.Clock, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public OpenedRows Open(string view, int schemaVersion) => Use(view, table =>
    {
        _generations.Prepare();
        var pointer = _generations.Find(table);
        _generations.DropOthers(table, pointer);
        var (serving, discarded) = TryOpen(table, pointer.Serving, pointer.SchemaVersion, schemaVersion);
        return new OpenedRows(serving, TryOpen(table, pointer.Former, pointer.FormerSchema, schemaVersion).Rows, discarded);
    });

    /// <inheritdoc/>
    public OpenedRows OpenToFollow(string view, int schemaVersion) => Use(view, table =>
    {
        try
        {
            var pointer = _generations.Find(table);
            return new OpenedRows(
                Follow(table, pointer.SchemaVersion == schemaVersion ? pointer.Serving : 0),
                Follow(table, pointer.FormerSchema == schemaVersion ? pointer.Former : 0), null);
        }
        catch (ClickHouseException missing) when (missing.IsMissingTable)
        {
            return new OpenedRows(null, null, null);
        }
    });

    /// <inheritdoc/>
    public IRowStore? OpenToCheck(string view, int schemaVersion)
    {
        try
        {
            var pointer = _generations.Find(_views[view]);
            if (pointer.Serving == 0) return null;
            return pointer.SchemaVersion == schemaVersion
                ? CheckedRows.Read(_client, _views[view], pointer.Serving)
                : throw new InvalidDataException($"its rows are of schema {pointer.SchemaVersion}, not {schemaVersion}");
        }
        catch (ClickHouseException missing) when (missing.IsMissingTable || missing.IsMissingDatabase)
        {
            return null;
        }
        catch (Exception failure) when (Failures.IsOfServer(failure))
        {
            throw new InvalidDataException(failure.Message, failure);
        }
    }

    /// <inheritdoc/>
    public IRowStore Create(string view, int schemaVersion) =>
        Use(view, table => Open(table, (_generations.Create(table), schemaVersion), isNew: true));

    /// <inheritdoc/>
    public void Serve(string view, IRowStore rows) => Use(view, table =>
    {
        var (served, now) = ((ClickHouseRows)rows, _generations.Find(table));
        if (served.Generation != now.Serving)
            _generations.Point(table, new Pointer(
                now.Number + 1, served.Generation, now.Serving, served.SchemaVersion, now.SchemaVersion));
        return 0;
    });

    /// <inheritdoc/>
    public void Discard(IRowStore rows) => Use(((ClickHouseRows)rows).View.View, table =>
    {
        _generations.Drop(table, ((ClickHouseRows)rows).Generation);
        return 0;
    });

    /// <summary>Where a view stands for its readers; null where nothing is kept yet.</summary>
    public async ValueTask<FactStand?> StandAsync(string view, CancellationToken cancellationToken)
    {
        try
        {
            var table = _views[view];
            var pointer = await _client.AskAsync(Generations.PointerQuery(table), Pointer.Read, cancellationToken);
            if (pointer.Serving == 0) return null;
            var query = SqlText.Verb("stand", ("rows", table.TableOf("rows", pointer.Serving)));
            return await _client.AskAsync(query, Stand.Find, cancellationToken) is { } stand
                ? new FactStand(
                    table.TableOf("facts", pointer.Serving), stand.State.Checkpoint, Parking.Read(stand.State.Parking))
                : null;
        }
        catch (ClickHouseException missing) when (missing.IsMissingTable || missing.IsMissingDatabase)
        {
            return null;
        }
    }

    /// <summary>Waits until a view's stand is at a position, as a new owner may have begun before what its former one had
    /// told.</summary>
    /// <returns>Whether it got there in time.</returns>
    public async ValueTask<bool> WaitForAsync(
        string view, Position position, TimeSpan patience, CancellationToken cancellationToken)
    {
        var since = _host.Clock.GetTimestamp();
        while (true)
        {
            if (await StandAsync(view, cancellationToken) is { Checkpoint: var at } && at >= position) return true;
            if (patience != Timeout.InfiniteTimeSpan && _host.Clock.GetElapsedTime(since) >= patience) return false;
            await Task.Delay(_options.FollowInterval, _host.Clock, cancellationToken);
        }
    }

    /// <summary>Asks about a view's facts, and again where its generation was replaced meanwhile.</summary>
    /// <param name="view">The view.</param>
    /// <param name="query">The question, given where the view stands: facts after that are not to be told.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ViewStorageException">The server cannot be asked, or keeps nothing of the view.</exception>
    public async ValueTask<(FactStand Stand, T Answer)> AskAsync<T>(
        string view, Func<FactStand, string> query, Func<AnswerReader, T> read, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var stand = await StandAsync(view, cancellationToken)
                    ?? throw new ClickHouseException(60, $"Nothing is kept of the view {view}.");
                return (stand, await _client.AskAsync(query(stand), read, cancellationToken));
            }
            catch (ClickHouseException replaced) when (replaced.IsMissingTable && tries == 1)
            {
                // Thrown away between the two requests: another one serves by now.
            }
            catch (Exception failure) when (Failures.IsOfServer(failure) && !cancellationToken.IsCancellationRequested)
            {
                throw new ViewStorageException($"The view {view} cannot be read from ClickHouse now: {failure.Message}", failure);
            }
        }
    }

    /// <summary>Asks about tables whose names are known from a stand read just before.</summary>
    /// <exception cref="ViewStorageException">The server cannot be asked.</exception>
    public async ValueTask<T> AskAsync<T>(string query, Func<AnswerReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.AskAsync(query, read, cancellationToken);
        }
        catch (Exception failure) when (Failures.IsOfServer(failure) && !cancellationToken.IsCancellationRequested)
        {
            throw new ViewStorageException($"A view cannot be read from ClickHouse now: {failure.Message}", failure);
        }
    }

    /// <summary>Leaves the views it applies to other processes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested) return;
        await _closing.CancelAsync();
        await _terms.DisposeAsync();
        _client.Dispose();
        _closing.Dispose();
    }

    private ClickHouseRows Open(FactTable view, (int Number, int SchemaVersion) generation, bool isNew = false) =>
        ClickHouseRows.Open(_client, view, generation, _options, _host, isNew);

    private (ClickHouseRows? Rows, string? WhyNot) TryOpen(FactTable view, int generation, int schemaVersion, int wanted)
    {
        if (generation == 0) return (null, null);
        if (schemaVersion != wanted) return (null, $"its rows are of schema {schemaVersion}, and {wanted} is wanted");
        try
        {
            return (Open(view, (generation, schemaVersion)), null);
        }
        catch (InvalidDataException damaged)
        {
            return (null, damaged.Message);
        }
        catch (ViewStorageException gone) when (gone.InnerException is ClickHouseException { IsMissingTable: true })
        {
            return (null, "its tables are gone");
        }
    }

    private FollowedRows? Follow(FactTable view, int generation)
    {
        if (generation == 0) return null;
        var stored = new StoredRows(_client, view.TableOf("rows", generation));
        return stored.Stand() is { } stand ? new FollowedRows(stored, view.View, stand.State) : null;
    }

    private T Use<T>(string view, Func<FactTable, T> work)
    {
        try
        {
            return work(_views[view]);
        }
        catch (Exception failure) when (Failures.IsOfServer(failure))
        {
            throw new ViewStorageException($"ClickHouse cannot be used for the view {view} now: {failure.Message}", failure);
        }
    }
}

/// <summary>Where a view stands for its readers.</summary>
/// <param name="Table">The facts to ask.</param>
/// <param name="Checkpoint">Every event up to here is in them, parked or waiting; later ones may be in part.</param>
/// <param name="Parking">What stood still then.</param>
public sealed record FactStand(string Table, Position Checkpoint, Parking Parking);
