using System.Collections.Concurrent;
using System.Globalization;
using Docket.Journal.Leasing;
using Docket.Journal.Postgres.Connecting;
using Docket.Journal.Postgres.Leasing;
using Docket.Journal.Postgres.Reading;
using Docket.Journal.Postgres.Signals;
using Docket.Journal.Projections.Sharing;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Docket.Journal.Postgres.Views;

/// <summary>Which views this process applies, by leases that it renews, and what it hears of the others.</summary>
internal sealed class ViewTerms : IAsyncDisposable
{
    private const string Free = "free";
    private const string Wanted = "wanted";
    private readonly ConcurrentDictionary<string, ViewTerm> _terms = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ViewNews> _news = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _left = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private readonly string _owner;
    private readonly NpgsqlDataSource _database;
    private readonly SqlText _sql;
    private readonly PostgresLeases _leases;
    private readonly PostgresViewOptions _options;
    private readonly (TimeProvider Clock, ILogger Logger) _host;
    private readonly NpgsqlDataSource _reading;
    private readonly Task _running;
    private bool? _mayApply;

    public ViewTerms(
        (NpgsqlDataSource Projecting, NpgsqlDataSource Reading) databases, PostgresStoreOptions store, PostgresViewOptions options,
        (TimeProvider Clock, ILogger Logger) host)
    {
        (_database, _reading, _options, _host) = (databases.Projecting, databases.Reading, options, host);
        _owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7(host.Clock.GetUtcNow())}";
        _sql = new SqlText(store.Schema);
        _leases = new PostgresLeases(_database, store.Schema);
        _running = Task.WhenAll(
            new ChannelListener(store, _sql.ViewSchema, Hear, host).RunAsync(_closing.Token), RenewAsync(_closing.Token));
    }

    /// <summary>The epoch under which this process writes a view.</summary>
    /// <exception cref="InvalidOperationException">It is not the owner.</exception>
    public long EpochOf(string view) => _terms.TryGetValue(view, out var term)
        ? term.Lease.Epoch
        : throw new InvalidOperationException($"This process does not apply the view {view}.");

    public async ValueTask<IViewTerm?> TryOwnAsync(string view, CancellationToken cancellationToken)
    {
        if (!await MayApplyAsync(cancellationToken)) return null;

        // What was left to another process is left alone until that one had the time to take it.
        if (_left.TryGetValue(view, out var since) && _host.Clock.GetElapsedTime(since) < _options.LookInterval * 2)
            return null;
        var lease = await _leases.TryTakeAsync("view/" + view, _owner, _options.LeaseTime, cancellationToken);
        if (lease is null) return null;
        return _terms[view] = new ViewTerm(view, lease, EndAsync);
    }

    public async ValueTask AskForAsync(string view, CancellationToken cancellationToken)
    {
        if (await MayApplyAsync(cancellationToken)) await SayAsync(view, $"{Wanted}:{_owner}", cancellationToken);
    }

    public ValueTask<Position> WaitForNewsAsync(string view, Position after, CancellationToken cancellationToken) =>
        NewsOf(view).WaitAsync(after, _options.LookInterval, _host.Clock, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested) return;
        foreach (var term in _terms.Values) await term.DisposeAsync();
        await _closing.CancelDriverAsync();
        await _running.ContinueWith(static _ => { }, TaskScheduler.Default);
        _closing.Dispose();
    }

    private async ValueTask<bool> MayApplyAsync(CancellationToken cancellationToken)
    {
        if (!_options.Applies) return false;
        if (_mayApply is { } known) return known;
        await using var command = _reading.CreateCommand(_sql.Verb("may_project"));
        var may = (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
        _mayApply = may;
        return may;
    }

    private ViewNews NewsOf(string view) => _news.GetOrAdd(view, static _ => new ViewNews());

    private async ValueTask EndAsync(ViewTerm term)
    {
        _terms.TryRemove(new(term.View, term));
        try
        {
            await _leases.ReleaseAsync(term.Lease, CancellationToken.None);
            await SayAsync(term.View, $"{Free}:{_owner}", CancellationToken.None);
        }
        catch (Exception failure) when (failure is NpgsqlException || Faults.LostSession(failure))
        {
            // It runs out by itself.
            _host.Logger.LeasesNotRenewed(failure);
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(_options.LeaseTime / 3, _host.Clock, cancellationToken);
            if (_terms.IsEmpty) continue;
            try
            {
                await RenewOnceAsync(cancellationToken);
            }
            catch (Exception failure) when (failure is NpgsqlException || Faults.LostSession(failure))
            {
                _host.Logger.LeasesNotRenewed(failure);
            }
        }
    }

    private async ValueTask RenewOnceAsync(CancellationToken cancellationToken)
    {
        var terms = _terms.Values.ToList();
        var kept = await _leases.RenewAsync([.. terms.Select(term => term.Lease)], _options.LeaseTime, cancellationToken);
        foreach (var lost in terms.Where(term => !kept.Contains(term.Lease)))
        {
            _host.Logger.ViewLost(lost.View);
            await lost.EndAsync();
        }
    }

    private async ValueTask SayAsync(string view, string what, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(_sql.Verb("announce_head"));
        command.Parameters.Add(EventReader.Value(_sql.ViewSchema));
        command.Parameters.Add(EventReader.Value($"{view}:{what}"));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Anyone in the database may notify; what makes no sense is passed over.</summary>
    private void Hear(string payload)
    {
        if (payload.Split(':', 3) is not [var view, var what, .. var rest]) return;
        if (long.TryParse(what, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            NewsOf(view).Raise(new Position(at));
        else if (what == Free && rest is [var former] && former != _owner)
            TakeBack(view);
        else if (what == Wanted && rest is [var asker] && asker != _owner)
            Leave(view);
    }

    /// <summary>Another process is done with a view, also with one that was left to it.</summary>
    private void TakeBack(string view)
    {
        _left.TryRemove(view, out _);
        NewsOf(view).Wake();
    }

    private void Leave(string view)
    {
        if (!_terms.TryGetValue(view, out var term) || !term.IsWilling) return;
        _left[view] = _host.Clock.GetTimestamp();
        _ = term.EndAsync();
    }
}
