using System.Collections.Concurrent;
using System.Globalization;
using Docket.Journal.Leasing;
using Docket.Journal.Store;

namespace Docket.Journal.Projections.Sharing;

/// <summary>Which views this process applies, by leases that it renews, and what it hears of the others on one
/// channel.</summary>
/// <remarks>The leases' epochs are what fences a former owner off; this only sees to it that there seldom is
/// one.</remarks>
public sealed class LeasedViews : IAsyncDisposable
{
    private const string Free = "free";
    private const string Wanted = "wanted";
    private readonly ConcurrentDictionary<string, LeasedTerm> _terms = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ViewNews> _news = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _left = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _owner;
    private readonly ILeases _leases;
    private readonly LeasedViewsOptions _options;
    private readonly Task _renewing;

    /// <summary>Begins to renew what will be held.</summary>
    public LeasedViews(ILeases leases, LeasedViewsOptions options)
    {
        (_leases, _options) = (leases, options);
        _owner = LeaseOwner.InThisProcess(options.Clock);
        _renewing = RenewAsync(_closing.Token);
    }

    /// <summary>The epoch under which this process writes a view.</summary>
    /// <exception cref="InvalidOperationException">It is not the owner.</exception>
    public long EpochOf(string view) => _terms.TryGetValue(view, out var term)
        ? term.Lease.Epoch
        : throw new InvalidOperationException($"This process does not apply the view {view}.");

    /// <summary>See <see cref="ISharedViewStorage.TryOwnAsync"/>.</summary>
    public async ValueTask<IViewTerm?> TryOwnAsync(string view, CancellationToken cancellationToken)
    {
        // What was left to another process is left alone until that one had the time to take it.
        if (_left.TryGetValue(view, out var since) && _options.Clock.GetElapsedTime(since) < _options.LookInterval * 2)
            return null;
        var lease = await _leases.TryTakeAsync("view/" + view, _owner, _options.LeaseTime, cancellationToken);
        return lease is null ? null : _terms[view] = new LeasedTerm(view, lease, EndAsync)
        {
            RenewedAt = _options.Clock.GetTimestamp(),
        };
    }

    /// <summary>See <see cref="ISharedViewStorage.AskForAsync"/>.</summary>
    public ValueTask AskForAsync(string view, CancellationToken cancellationToken) =>
        _options.SayAsync($"{view}:{Wanted}:{_owner}", cancellationToken);

    /// <summary>See <see cref="ISharedViewStorage.WaitForNewsAsync"/>.</summary>
    public ValueTask<Position> WaitForNewsAsync(string view, Position after, CancellationToken cancellationToken) =>
        NewsOf(view).WaitAsync(after, _options.LookInterval, _options.Clock, cancellationToken);

    /// <summary>Takes in what was said on the channel: <c>view:position</c> by who has applied, and what this class
    /// says
    /// itself. Anyone may say something; what makes no sense is passed over.</summary>
    public void Hear(string said)
    {
        if (said.Split(':', 3) is not [var view, var what, .. var rest]) return;
        if (long.TryParse(what, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            NewsOf(view).Raise(new Position(at));
        else if (what == Free && rest is [var former] && former != _owner)
            TakeBack(view);
        else if (what == Wanted && rest is [var asker] && asker != _owner)
            Leave(view);
    }

    /// <summary>Renews now and ends the terms that are over, or whose view is not as this process left it.</summary>
    public async Task RenewNowAsync()
    {
        try
        {
            await _turn.WaitAsync(_closing.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException)
        {
            return;
        }

        try
        {
            if (!_terms.IsEmpty) await RenewOnceAsync(_closing.Token);
        }
        catch (Exception failure) when (_options.IsPassing(failure) || failure is OperationCanceledException)
        {
            if (_closing.IsCancellationRequested) return;
            Log.LeasesNotRenewed(_options.Logger, failure);
            if (!_options.IsFenced) await EndLateAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Leaves what it holds to other processes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested) return;
        foreach (var term in _terms.Values) await term.DisposeAsync();
        await _closing.EndAsync();
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private ViewNews NewsOf(string view) => _news.GetOrAdd(view, static _ => new ViewNews());

    private async ValueTask EndAsync(LeasedTerm term)
    {
        _terms.TryRemove(new(term.View, term));
        try
        {
            await _leases.ReleaseAsync(term.Lease, CancellationToken.None);
            await _options.SayAsync($"{term.View}:{Free}:{_owner}", CancellationToken.None);
        }
        catch (Exception failure) when (_options.IsPassing(failure))
        {
            // It runs out by itself.
            Log.LeasesNotRenewed(_options.Logger, failure);
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(_options.LeaseTime / 3, _options.Clock, cancellationToken);
            await RenewNowAsync();
        }
    }

    private async ValueTask RenewOnceAsync(CancellationToken cancellationToken)
    {
        var terms = _terms.Values.ToList();
        var kept = await _leases.RenewAsync([.. terms.Select(term => term.Lease)], _options.LeaseTime, cancellationToken);
        foreach (var term in terms)
        {
            if (kept.Contains(term.Lease) && await _options.IsAsLeftAsync(term.View, cancellationToken))
            {
                term.RenewedAt = _options.Clock.GetTimestamp();
                continue;
            }

            Log.ViewNotAsLeft(_options.Logger, term.View);
            await term.EndAsync();
        }
    }

    /// <summary>What could not be renewed may be another process's by the time it is over.</summary>
    private async ValueTask EndLateAsync()
    {
        foreach (var term in _terms.Values)
        {
            if (_options.Clock.GetElapsedTime(term.RenewedAt) < _options.LeaseTime) continue;
            Log.ViewLost(_options.Logger, term.View);
            await term.EndAsync();
        }
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
        _left[view] = _options.Clock.GetTimestamp();
        _ = term.EndAsync();
    }
}
