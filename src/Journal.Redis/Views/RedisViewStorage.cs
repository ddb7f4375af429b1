using System.Collections.Concurrent;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Projections.Sharing;
using Docket.Journal.Redis.Connecting;
using Docket.Journal.Redis.Leasing;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Docket.Journal.Redis.Views;

/// <summary>Keeps views in Redis, shared by every process that uses the same prefix there.</summary>
/// <remarks>
/// Rows, checkpoint, and the epoch that may write them lie in one data set, of which Redis keeps a beginning in the
/// order
/// it was written: whatever it forgets, it forgets from the end, and the view goes on from what is left.
/// </remarks>
public sealed class RedisViewStorage : ISharedViewStorage, IAsyncDisposable
{
    private readonly Dictionary<string, ViewKeys> _keys;
    private readonly ConcurrentDictionary<string, RedisRows> _serving = new(StringComparer.Ordinal);
    private readonly RedisViewOptions _options;
    private readonly RedisServer _server;
    private readonly ViewSweeper _sweeper;
    private readonly RedisLeases _leases;
    private readonly SemaphoreSlim _beginning = new(1, 1);
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private LeasedViews? _leased;
    private int _disposed;

    /// <summary>Keeps these views; nothing is connected before the first of them is opened.</summary>
    public RedisViewStorage(RedisViewOptions options, IEnumerable<IRowLayout> views, TimeProvider clock, ILogger logger)
    {
        options.Validate();
        (_options, _clock, _logger) = (options, clock, logger);
        _server = new RedisServer(options, logger);
        _leases = new RedisLeases(_server, options.Prefix);
        _keys = views.ToDictionary(
            view => view.View, view => new ViewKeys(options.Prefix, view, _leases), StringComparer.Ordinal);
        _sweeper = new ViewSweeper(_server, logger);
    }

    /// <inheritdoc/>
    public TimeSpan LookInterval => _options.LookInterval;

    /// <inheritdoc/>
    public int EventsPerCommit => _options.EventsPerCommit;

    /// <inheritdoc/>
    public async ValueTask<IViewTerm?> TryOwnAsync(string view, CancellationToken cancellationToken)
    {
        var leased = await LeasedAsync(view, cancellationToken);
        if (!_options.Applies) return null;
        return await Waiting.ForAsync(view, async () => await leased.TryOwnAsync(view, cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask AskForAsync(string view, CancellationToken cancellationToken)
    {
        if (_options.Applies) await (await LeasedAsync(view, cancellationToken)).AskForAsync(view, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<Position> WaitForNewsAsync(
        string view, Position after, CancellationToken cancellationToken) =>
        await (await LeasedAsync(view, cancellationToken)).WaitForNewsAsync(view, after, cancellationToken);

    /// <inheritdoc/>
    public OpenedRows Open(string view, int schemaVersion)
    {
        var keys = _keys[view];
        var (serving, former) = Find(keys);
        _serving.TryRemove(view, out _);
        var rows = RowsOf(keys, serving, schemaVersion);
        if (rows is not null) _serving[view] = rows;
        _sweeper.Sweep(keys);
        var whyNot = serving is null || rows is not null
            ? null
            : $"its rows are of schema {serving.SchemaVersion}, and {schemaVersion} is wanted";
        return new OpenedRows(rows, RowsOf(keys, former, schemaVersion), whyNot);
    }

    /// <inheritdoc/>
    public OpenedRows OpenToFollow(string view, int schemaVersion)
    {
        var keys = _keys[view];
        var (serving, former) = Find(keys);
        return new OpenedRows(
            Follow(keys, serving, GenerationRole.Serving, schemaVersion),
            Follow(keys, former, GenerationRole.Former, schemaVersion), null);
    }

    /// <inheritdoc/>
    public IRowStore? OpenToCheck(string view, int schemaVersion) =>
        CheckedRows.Open(_server, _keys[view], schemaVersion, (_options, _clock));

    /// <inheritdoc/>
    public IRowStore Create(string view, int schemaVersion)
    {
        var keys = _keys[view];
        var number = Run(keys, Scripts.CreateGeneration, schemaVersion);
        _sweeper.Sweep(keys);
        return RowsOf(keys, new Generation((int)number, schemaVersion, default), schemaVersion)!;
    }

    /// <inheritdoc/>
    public void Serve(string view, IRowStore rows)
    {
        var (keys, served) = (_keys[view], (RedisRows)rows);
        Run(keys, Scripts.ServeGeneration, served.Number, (string)keys.Channel!, view);
        _serving[view] = served;
        _sweeper.Sweep(keys);
    }

    /// <inheritdoc/>
    public void Discard(IRowStore rows)
    {
        var discarded = (RedisRows)rows;
        var keys = _keys[discarded.View];
        Run(keys, Scripts.DoomGeneration, discarded.Number);
        _sweeper.Sweep(keys);
    }

    /// <summary>Reads some fields of a row of the generation that serves, with where it stands, as of one
    /// moment.</summary>
    /// <exception cref="ViewStorageException">The server cannot be reached, or refuses.</exception>
    public async ValueTask<ServedRow> ReadAsync(
        string view, string name, string[] fields, CancellationToken cancellationToken)
    {
        try
        {
            RedisValue[] arguments = [name, .. fields.Select(field => (RedisValue)field)];
            var answer = await _server.RunAsync(Scripts.ReadServed, [_keys[view].View], arguments)
                .WaitAsync(cancellationToken);
            return ServedRow.Of((RedisValue[])answer!, fields.Length);
        }
        catch (Exception failure) when (RedisServer.IsPassing(failure))
        {
            throw new ViewStorageException($"The view {view} in Redis cannot be read now: {failure.Message}", failure);
        }
    }

    /// <summary>Leaves the views it applies to other processes and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        await _sweeper.DisposeAsync();
        if (_leased is { } begun) await begun.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>Begins to listen and to renew, once; what fails is tried again by the next one.</summary>
    private async ValueTask<LeasedViews> LeasedAsync(string view, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _leased) is { } begun) return begun;
        await _beginning.WaitAsync(cancellationToken);
        try
        {
            return _leased ??= await Waiting.ForAsync(view, BeginAsync);
        }
        finally
        {
            _beginning.Release();
        }
    }

    private async Task<LeasedViews> BeginAsync()
    {
        var channel = ViewKeys.ChannelOf(_options.Prefix);
        await _server.CheckAsync();
        var leased = new LeasedViews(_leases, new LeasedViewsOptions
        {
            LeaseTime = _options.LeaseTime,
            LookInterval = _options.LookInterval,
            Clock = _clock,
            Logger = _logger,
            SayAsync = async (what, _) => await _server.SayAsync(channel, what),
            IsAsLeftAsync = IsAsLeftAsync,
            IsPassing = RedisServer.IsPassing,
        });
        try
        {
            await _server.ListenAsync(channel, leased.Hear);
        }
        catch
        {
            await leased.DisposeAsync();
            throw;
        }

        _server.Restored = () => _ = leased.RenewNowAsync();
        return leased;
    }

    /// <summary>Redis was flushed, or came back without its last second, where it says less than it once did.</summary>
    private async ValueTask<bool> IsAsLeftAsync(string view, CancellationToken cancellationToken)
    {
        if (!_serving.TryGetValue(view, out var rows)) return true;
        var known = rows.State.Checkpoint;
        var stored = await Generation.FindAsync(_server, _keys[view], GenerationRole.Serving);
        if (stored?.Number == rows.Number && stored.State.Checkpoint >= known) return true;

        // A swap may have come between the two looks.
        return _serving.TryGetValue(view, out var now) && !ReferenceEquals(now, rows);
    }

    private (Generation? Serving, Generation? Former) Find(ViewKeys keys) => Waiting.For(keys.Layout.View, async () =>
        (await Generation.FindAsync(_server, keys, GenerationRole.Serving),
            await Generation.FindAsync(_server, keys, GenerationRole.Former)));

    private RedisResult Run(ViewKeys keys, RedisScript script, params RedisValue[] arguments) => Waiting.For(
        keys.Layout.View,
        () => _server.RunAsync(
            script, [keys.Lease, keys.View, keys.Doomed], [EpochOf(keys.Layout.View), .. arguments]));

    private long EpochOf(string view) => _leased is { } begun
        ? begun.EpochOf(view)
        : throw new InvalidOperationException($"This process does not apply the view {view}.");

    private RedisRows? RowsOf(ViewKeys keys, Generation? generation, int schemaVersion) =>
        generation?.SchemaVersion == schemaVersion
            ? new RedisRows(_server, keys, generation, (EpochOf(keys.Layout.View), _options))
            : null;

    private FollowedRows? Follow(ViewKeys keys, Generation? generation, GenerationRole role, int schemaVersion) =>
        generation?.SchemaVersion == schemaVersion
            ? new FollowedRows(_server, keys, role, generation, _options.RowsPerScript)
            : null;
}
