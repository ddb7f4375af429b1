using System.Text.Json;
using Docket.Journal.Elasticsearch.Documents;
using Docket.Journal.Elasticsearch.Talking;
using Docket.Journal.Leasing;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Projections.Sharing;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Elasticsearch.Views;

/// <summary>Keeps views in Elasticsearch: a document a row, an index a generation, an alias for the one that is
/// searched.</summary>
public sealed class ElasticsearchViewStorage : ISharedViewStorage, IAsyncDisposable
{
    private readonly Dictionary<string, DocumentView> _views;
    private readonly CancellationTokenSource _closing = new();
    private readonly ElasticsearchOptions _options;
    private readonly ElasticsearchClient _client;
    private readonly LeasedViews _terms;
    private readonly (TimeProvider Clock, CancellationToken Closing) _host;

    /// <summary>Keeps these views; nothing is connected before the first of them is opened.</summary>
    /// <param name="options">Where the cluster is.</param>
    /// <param name="views">How the views lie there.</param>
    /// <param name="leases">Who may write which view; null where this is the only process that can.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="logger">Hears of views that were lost.</param>
    public ElasticsearchViewStorage(
        ElasticsearchOptions options, IEnumerable<DocumentView> views, ILeases? leases, TimeProvider clock, ILogger logger)
    {
        options.Validate();
        _views = views.ToDictionary(view => view.View, StringComparer.Ordinal);
        (_options, _host) = (options, (clock, _closing.Token));
        _client = new ElasticsearchClient(options);
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
            if (await StandAsync(view, cancellationToken) is { Checkpoint: var at } && at > after) return at;
            if (_host.Clock.GetElapsedTime(since) >= LookInterval) return after;
            await Task.Delay(_options.FollowInterval, _host.Clock, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public OpenedRows Open(string view, int schemaVersion) => Use(view, (documents, index) =>
    {
        index.PutTemplate();
        var found = index.Find();
        foreach (var other in found.All.Where(name => name != found.Serving && name != found.Former)) index.Delete(other);
        var (serving, discarded) = TryOpen(documents, found.Serving, schemaVersion);
        if (serving is not null) serving.IsServing = true;
        return new OpenedRows(serving, TryOpen(documents, found.Former, schemaVersion).Rows, discarded);
    });

    /// <inheritdoc/>
    public OpenedRows OpenToFollow(string view, int schemaVersion) => Use(view, (documents, index) =>
    {
        var found = index.Find();
        return new OpenedRows(
            Follow(documents, found.Serving, schemaVersion), Follow(documents, found.Former, schemaVersion), null);
    });

    /// <inheritdoc/>
    public IRowStore? OpenToCheck(string view, int schemaVersion)
    {
        try
        {
            var index = IndexOf(view);
            if (index.Find().Serving is not { } serving) return null;
            var stored = new StoredDocuments(_client, serving, _views[view]);
            if (stored.Stand() is { } stand && stand.SchemaVersion != schemaVersion)
                throw new InvalidDataException($"its rows are of schema {stand.SchemaVersion}, not {schemaVersion}");
            new Retries(view, _options, _host).Run(() => index.Refresh(serving));
            return CheckedRows.Read(stored, _views[view].NewDocuments());
        }
        catch (Exception failure) when (failure is ViewStorageException || Failures.IsOfCluster(failure))
        {
            throw new InvalidDataException(failure.Message, failure);
        }
    }

    /// <inheritdoc/>
    public IRowStore Create(string view, int schemaVersion) => Use(view, (documents, index) =>
        ElasticsearchRows.Begin(_client, documents, (index.Create(), schemaVersion), _options, _host));

    /// <inheritdoc/>
    public void Serve(string view, IRowStore rows) => Use(view, (_, index) =>
    {
        var served = (ElasticsearchRows)rows;
        served.Complete();
        index.Serve(served.Name);
        served.IsServing = true;
        return 0;
    });

    /// <inheritdoc/>
    public void Discard(IRowStore rows) => Use(((ElasticsearchRows)rows).View, (_, index) =>
    {
        index.Delete(((ElasticsearchRows)rows).Name);
        return 0;
    });

    /// <summary>Where a view stands for its readers: everything up to its checkpoint can be searched, is parked or
    /// waits.
    /// Null where nothing is kept yet.</summary>
    public async ValueTask<DocumentStand?> StandAsync(string view, CancellationToken cancellationToken)
    {
        try
        {
            var path = $"{IndexOf(view).Alias}/_doc/{Uri.EscapeDataString(ViewIndex.StandId)}";
            using var answer = await _client.SendAsync(HttpMethod.Get, path, null, cancellationToken);
            var state = Stand.Read(answer.RootElement).State;
            return new DocumentStand(state.Checkpoint, Parking.Read(state.Parking));
        }
        catch (ElasticsearchException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Searches a view's documents.</summary>
    /// <param name="view">The view.</param>
    /// <param name="call"><c>_search</c>, or <c>_mget</c> with its parameters.</param>
    /// <param name="body">The question.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ViewStorageException">The cluster cannot be asked.</exception>
    public async ValueTask<T> AskAsync<T>(
        string view, string call, ReadOnlyMemory<byte> body, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _client.SendAsync(
                HttpMethod.Post, $"{IndexOf(view).Alias}/{call}", body, cancellationToken);
            return read(answer.RootElement);
        }
        catch (Exception failure) when (Failures.IsOfCluster(failure) && !cancellationToken.IsCancellationRequested)
        {
            throw new ViewStorageException($"The view {view} cannot be searched now: {failure.Message}", failure);
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

    private ViewIndex IndexOf(string view) => new(_client, _options, _views[view]);

    private (ElasticsearchRows? Rows, string? WhyNot) TryOpen(DocumentView view, string? index, int schemaVersion)
    {
        if (index is null) return (null, null);
        try
        {
            return ElasticsearchRows.Open(_client, view, (index, schemaVersion), _options, _host) is { } rows
                ? (rows, null)
                : (null, $"its rows are of another schema than {schemaVersion}");
        }
        catch (InvalidDataException damaged)
        {
            return (null, damaged.Message);
        }
    }

    private FollowedRows? Follow(DocumentView view, string? index, int schemaVersion)
    {
        if (index is null) return null;
        var stored = new StoredDocuments(_client, index, view);
        return stored.Stand() is { } stand && stand.SchemaVersion == schemaVersion
            ? new FollowedRows(stored, view.View, stand.State)
            : null;
    }

    private T Use<T>(string view, Func<DocumentView, ViewIndex, T> work)
    {
        try
        {
            return work(_views[view], IndexOf(view));
        }
        catch (Exception failure) when (Failures.IsOfCluster(failure))
        {
            throw new ViewStorageException(
                $"Elasticsearch cannot be used for the view {view} now: {failure.Message}", failure);
        }
    }
}

/// <summary>Where a view stands for its readers.</summary>
/// <param name="Checkpoint">Every event up to here can be searched, is parked or waits.</param>
/// <param name="Parking">What stood still then.</param>
public sealed record DocumentStand(Position Checkpoint, Parking Parking);
