using Docket.Journal.Leasing;

namespace Docket.Journal.Kafka.JournalTopic;

/// <summary>A lease that is renewed until it is given back or lost.</summary>
internal sealed class HeldLease : IAsyncDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(6);

    private readonly ILeases _leases;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _given = new();
    private readonly Task _renewing;

    private HeldLease(ILeases leases, Lease lease, TimeProvider clock)
    {
        (_leases, Lease, _clock) = (leases, lease, clock);
        _renewing = Task.Run(RenewAsync);
    }

    /// <summary>How often a lease is renewed, and asked for by those who stand by.</summary>
    public static TimeSpan RenewInterval => Length / 3;

    public Lease Lease { get; }

    /// <summary>Cancelled when it is another's, or when nobody can say whose it is for as long as it lasts.</summary>
    public CancellationToken Lost => _lost.Token;

    public static async ValueTask<HeldLease?> TryTakeAsync(
        ILeases leases, string name, string owner, TimeProvider clock, CancellationToken cancellationToken) =>
        await leases.TryTakeAsync(name, owner, Length, cancellationToken) is { } lease
            ? new HeldLease(leases, lease, clock)
            : null;

    public async ValueTask DisposeAsync()
    {
        await _given.CancelAsync();
        await _renewing;
        if (!_lost.IsCancellationRequested) await GiveBackAsync();
        _lost.Dispose();
        _given.Dispose();
    }

    private async Task RenewAsync()
    {
        var renewed = _clock.GetTimestamp();
        while (true)
        {
            await Task.Delay(RenewInterval, _clock, _given.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_given.IsCancellationRequested) return;
            var asked = _clock.GetTimestamp();
            if (await TryRenewAsync() is not { } ours) ours = _clock.GetElapsedTime(renewed) < Length;
            else renewed = asked;
            if (ours) continue;
            await _lost.CancelAsync();
            return;
        }
    }

    /// <summary>Whether it is still ours; null where that cannot be found out now.</summary>
    private async ValueTask<bool?> TryRenewAsync()
    {
        try
        {
            return (await _leases.RenewAsync([Lease], Length, _given.Token)).Count > 0;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return null;
        }
    }

    private async ValueTask GiveBackAsync()
    {
        try
        {
            await _leases.ReleaseAsync(Lease, CancellationToken.None);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // It runs out by itself.
        }
    }
}
