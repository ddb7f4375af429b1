using Docket.Journal.Projections.Auditing;
using Docket.Journal.Projections.Feeding;
using Docket.Journal.Projections.Lagging;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Projections.Running;
using Docket.Journal.Projections.Sharing;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Projections;

/// <summary>Runs the views of one journal: opens them, keeps them level, and does what operators ask.</summary>
/// <remarks>Add every view, then start. Stopping finishes the pages under way and writes down how far each view is. A view
/// that is kept in an engine has up to two threads of the pool wait for it: let the pool have so many more at once
/// (<see cref="ThreadPool.SetMinThreads"/>).</remarks>
public sealed class ViewHost : IAsyncDisposable
{
    /// <summary>The meter that the views' figures are on.</summary>
    public const string MeterName = "Docket.Projections";

    private readonly IEventStore _store;
    private readonly EventCodec _codec;
    private readonly IViewStorage _storage;
    private readonly ViewHostOptions _options;
    private readonly List<HostedView> _views = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly ProjectionMeter _meter;
    private readonly LagMonitor _lag;
    private Task _watching = Task.CompletedTask;

    /// <summary>Prepares; nothing is opened yet.</summary>
    /// <param name="store">The journal; whoever made it closes it, after this host.</param>
    /// <param name="codec">Knows the wire names of the payloads that views handle.</param>
    /// <param name="storage">Where rows are kept.</param>
    /// <param name="options">Time, log and patience.</param>
    public ViewHost(IEventStore store, EventCodec codec, IViewStorage storage, ViewHostOptions options)
    {
        _store = store;
        _codec = codec;
        _storage = storage;
        _options = options;
        _meter = new ProjectionMeter(new ViewsOf(_views), store);
        _lag = new LagMonitor(new ViewsOf(_views), store, options.Lag, (options.Clock, options.Logger));
    }

    /// <summary>The views, in the order they were added.</summary>
    public IReadOnlyList<View> Views => [.. _views.Select(hosted => hosted.View)];

    /// <summary>The journal's newest event.</summary>
    public Position Head => _store.Head;

    /// <summary>Adds a view whose rows are kept where the host's are; before the start only.</summary>
    public View<TKey, TRow, TFigures> Add<TKey, TRow, TFigures>(ViewDefinition<TKey, TRow, TFigures> definition)
        where TKey : notnull
        where TRow : class
        where TFigures : IRowFigures<TKey, TRow> => Add(definition, _storage);

    /// <summary>Adds a view whose rows are kept in a place of their own; before the start only.</summary>
    public View<TKey, TRow, TFigures> Add<TKey, TRow, TFigures>(
        ViewDefinition<TKey, TRow, TFigures> definition, IViewStorage storage)
        where TKey : notnull
        where TRow : class
        where TFigures : IRowFigures<TKey, TRow>
    {
        var name = definition.Projection.Name;
        var attempt = new EventAttempt(
            _options.Parking, _options.Clock,
            (recorded, failure) => Log.StreamParked(
                _options.Logger, failure, name, recorded.Stream.ToString(), recorded.Position.Value, recorded.Type));
        var view = new View<TKey, TRow, TFigures>(
            definition, _codec.FilterFor(definition.Projection.Handles), _options.Clock, attempt);
        if (storage is ISharedViewStorage && !_options.ReadsOthers && !_options.Applies(name)) return view;
        var pages = new RebuildPages(view, _store, storage, _options.Feed, _options.Logger);
        _views.Add(new HostedView(
            view, storage,
            (new ViewRebuild(view, _store, storage, pages, _options.Clock, _options.Logger),
                new ViewRepair(view, _store, storage, (_options.Clock, _options.Logger))),
            new ViewOpening(view, _store, storage, _options.Logger)));
        return view;
    }

    /// <summary>Opens every view, side by side, and lets them run. A view that cannot be used is thrown away and made again.</summary>
    /// <remarks>It returns once the views serve; they may still be catching up with the journal.</remarks>
    public Task StartAsync(CancellationToken cancellationToken) => StartAsync(opensLater: false, cancellationToken);

    /// <summary>The same for a service that is to run on whatever is there: a shared view whose storage cannot be used
    /// now is opened as soon as it can be, and is not open until then (<see cref="View.IsOpen"/>).</summary>
    public Task StartAvailableAsync(CancellationToken cancellationToken) =>
        StartAsync(opensLater: true, cancellationToken);

    /// <summary>Waits until every view shows a position: what a tool does before it asks, with the journal's head.</summary>
    /// <exception cref="NobodyAppliesException">A view stands still, and this process may not apply it.</exception>
    public async Task WaitForAsync(Position position, CancellationToken cancellationToken)
    {
        foreach (var hosted in _views) await hosted.WaitForAsync(position, _options.HandOverTime, cancellationToken);
    }

    /// <summary>How far a view is in each partition of what feeds it; one where it is fed from the journal.</summary>
    public IReadOnlyList<PartitionLag> PartitionsOf(View view) =>
        (_options.Feed as IPartitionedFeed)?.PartitionsOf(view.Name)
        ?? [new PartitionLag(0, view.Watermark.Position, _store.Head)];

    /// <summary>The rebuild of a view under way or last done; null where there was none since the start, or no such view.</summary>
    public RebuildProgress? RebuildOf(string view) => Find(view)?.Rebuild.Progress;

    /// <summary>Starts a rebuild, or joins the one under way; false where no view has this name.</summary>
    public bool StartRebuild(string view)
    {
        if (Find(view) is not { } hosted) return false;
        hosted.Run(hosted.Rebuild, () => hosted.Rebuild.RebuildAsync(_stopping.Token), _stopping.Token);
        return true;
    }

    /// <summary>Starts to bring back the generation that served before the last rebuild; false where none is kept.</summary>
    public bool StartGoingBack(string view)
    {
        if (Find(view) is not { View.Former: not null } hosted) return false;
        hosted.Run(hosted.Rebuild, () => hosted.Rebuild.GoBackAsync(_stopping.Token), _stopping.Token);
        return true;
    }

    /// <summary>The repair of a view under way or last done; null where there was none since the start, or no such view.</summary>
    public RepairProgress? RepairOf(string view) => Find(view)?.Repair.Progress;

    /// <summary>Starts to put right what is not what the journal says, or joins the repair under way; false where no view
    /// has this name.</summary>
    /// <param name="view">The view.</param>
    /// <param name="keysMax">How many keys are named, at most; all are put right.</param>
    public bool StartRepair(string view, int keysMax)
    {
        if (Find(view) is not { } hosted) return false;
        hosted.Run(hosted.Repair, () => hosted.Repair.RunAsync(keysMax, _stopping.Token), _stopping.Token);
        return true;
    }

    /// <summary>Waits until the rebuild or repair under way, if any, has ended.</summary>
    public Task WaitForRebuildAsync(string view, CancellationToken cancellationToken) =>
        (Find(view)?.Operation ?? Task.CompletedTask).WaitAsync(cancellationToken);

    /// <summary>Applies a parked stream's events again; false where this view has nothing parked at the position.</summary>
    public ValueTask<bool> RetryAsync(string view, Position parked, CancellationToken cancellationToken) =>
        ResumeAsync(view, parked, skipIt: false, cancellationToken);

    /// <summary>Leaves a parked event out for good and goes on with its stream; false as with <see cref="RetryAsync"/>.</summary>
    public ValueTask<bool> SkipAsync(string view, Position parked, CancellationToken cancellationToken) =>
        ResumeAsync(view, parked, skipIt: true, cancellationToken);

    /// <summary>Compares every view as it is kept with what the journal says; needs no start, and changes nothing.</summary>
    /// <param name="keysMax">How many differing keys are named for a view, at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<ViewFinding>> VerifyAsync(int keysMax, CancellationToken cancellationToken)
    {
        var findings = new List<ViewFinding>();
        foreach (var hosted in _views)
        {
            var verification = new ViewVerification(hosted.View, _store, hosted.Storage, keysMax);
            if (await verification.RunAsync(cancellationToken) is { } audit) findings.Add(audit.Finding);
        }

        return findings;
    }

    /// <summary>Ends the runners after their page, writes down how far each view is, and closes the rows.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        await _watching;
        foreach (var hosted in _views) await Task.WhenAll(hosted.Running, hosted.Operation);
        foreach (var hosted in _views.Where(hosted => hosted.View.IsOpen)) Close(hosted.View);
        _meter.Dispose();
        _stopping.Dispose();
    }

    private async Task StartAsync(bool opensLater, CancellationToken cancellationToken)
    {
        await Task.WhenAll(_views.Select(hosted => StartAsync(hosted, opensLater, cancellationToken)));
        _watching = Task.Run(() => _lag.RunAsync(_stopping.Token), CancellationToken.None);
    }

    private async Task StartAsync(HostedView hosted, bool opensLater, CancellationToken cancellationToken)
    {
        var view = hosted.View;
        var feed = _options.Feed ?? new JournalFeed(_store, hosted.Storage.EventsPerCommit);
        var runner = new ProjectionRunner(view, feed, _store, _meter, _options.Clock, _options.Logger);
        if (hosted.Storage is not ISharedViewStorage shared)
        {
            await Task.Run(() => hosted.Opening.OpenAsync(cancellationToken), cancellationToken);
            hosted.Running = Task.Run(() => runner.RunAsync(_stopping.Token), CancellationToken.None);
            return;
        }

        var sharing = hosted.Sharing = new SharedViewRunner(hosted, shared, runner, _options);
        var term = await OpenAsync(hosted.View, sharing, opensLater, cancellationToken);
        hosted.Running = Task.Run(() => sharing.RunAsync(term, _stopping.Token), CancellationToken.None);
    }

    private async Task<IViewTerm?> OpenAsync(
        View view, SharedViewRunner sharing, bool opensLater, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(() => sharing.OpenAsync(cancellationToken), cancellationToken);
        }
        catch (ViewStorageException failure) when (opensLater)
        {
            view.Lag.Failed();
            Log.ViewUnavailable(_options.Logger, failure, view.Name);
            return null;
        }
    }

    private async ValueTask<bool> ResumeAsync(
        string view, Position parked, bool skipIt, CancellationToken cancellationToken)
    {
        if (Find(view) is not { } hosted) return false;
        await using var held = await hosted.OwnAsync(cancellationToken);
        return await ParkedStreams.ResumeAsync(hosted.View, parked, skipIt, _store, cancellationToken);
    }

    private static void Close(View view)
    {
        view.Serving.Persist();
        view.Serving.Stored.Dispose();
        view.Former?.Stored.Dispose();
    }

    private HostedView? Find(string view) => _views.Find(hosted => hosted.View.Name == view);
}
