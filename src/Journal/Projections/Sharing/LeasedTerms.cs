using System.Collections.Concurrent;
using Docket.Journal.Leasing;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Projections.Sharing;

/// <summary>
/// Which views this process applies, by leases that it renews: for storages whose own engine has no leases. They lie
/// with
/// the journal then, and so does their time.
/// </summary>
/// <remarks>Nobody is asked to leave a view: whoever is its owner stays it until its process ends, or its
/// lease.</remarks>
/// <param name="leases">The leases; null where only this process can write the journal, and so is every view's
/// owner.</param>
/// <param name="length">How long a lease lasts unless it is renewed, which is done three times as often.</param>
/// <param name="clock">Tells when to renew.</param>
/// <param name="logger">Hears of views that were lost.</param>
public sealed class LeasedTerms(ILeases? leases, TimeSpan length, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Term> _terms = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private readonly string _owner =
        $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7(clock.GetUtcNow())}";

    private Task? _renewing;

    /// <summary>Becomes the owner of a view that has none; null where another process is.</summary>
    public async ValueTask<IViewTerm?> TryOwnAsync(string view, CancellationToken cancellationToken)
    {
        if (leases is null) return _terms[view] = new Term(this, view, null);
        var lease = await leases.TryTakeAsync("view/" + view, _owner, length, cancellationToken);
        if (lease is null) return null;
        var term = _terms[view] = new Term(this, view, lease);
        lock (_terms) _renewing ??= Task.Run(() => RenewAsync(leases, _closing.Token), CancellationToken.None);
        return term;
    }

    /// <summary>Whether this process is a view's owner, as far as it knows.</summary>
    public bool IsOwner(string view) => _terms.ContainsKey(view);

    /// <summary>Leaves every view to other processes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested) return;
        await _closing.CancelAsync();
        if (_renewing is not null) await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var term in _terms.Values) await term.DisposeAsync();
        _closing.Dispose();
    }

    private async Task RenewAsync(ILeases held, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(length / 3, clock, cancellationToken);
            var terms = _terms.Values.ToList();
            if (terms.Count == 0) continue;
            try
            {
                var kept = await held.RenewAsync([.. terms.Select(term => term.Lease!)], length, cancellationToken);
                foreach (var lost in terms.Where(term => !kept.Contains(term.Lease!))) await LoseAsync(lost);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                // What cannot be renewed may be another process's by the time it is over.
                Log.LeasesNotRenewed(logger, failure);
                foreach (var late in terms.Where(term => clock.GetElapsedTime(term.RenewedAt) >= length))
                    await LoseAsync(late);
                continue;
            }

            foreach (var term in terms) term.RenewedAt = clock.GetTimestamp();
        }
    }

    private async ValueTask LoseAsync(Term lost)
    {
        Log.ViewLost(logger, lost.View);
        await lost.EndAsync();
    }

    private async ValueTask EndedAsync(Term term)
    {
        _terms.TryRemove(new(term.View, term));
        if (leases is null || term.Lease is null) return;
        try
        {
            await leases.ReleaseAsync(term.Lease, CancellationToken.None);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // It runs out by itself.
            Log.LeasesNotRenewed(logger, failure);
        }
    }

    private sealed class Term(LeasedTerms terms, string view, Lease? lease) : IViewTerm
    {
        private readonly CancellationTokenSource _over = new();
        private int _disposed;

        public string View { get; } = view;

        public Lease? Lease { get; } = lease;

        public long RenewedAt { get; set; } = terms.Now;

        public CancellationToken Over => _over.Token;

        public bool IsWilling { get; set; }

        public Task EndAsync() => _over.CancelAsync();

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
            await EndAsync();
            await terms.EndedAsync(this);
        }
    }

    private long Now => clock.GetTimestamp();
}
