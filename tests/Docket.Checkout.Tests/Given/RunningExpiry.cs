using Docket.Application.Checkout;
using Docket.Application.Checkout.Expiry;
using Docket.Application.Wire;
using Docket.Journal.Deciding;
using Docket.Journal.Store;

namespace Docket.Checkout.Tests.Given;

/// <summary>One process's expiry.</summary>
internal sealed class RunningExpiry : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly SleepWatch _journal;
    private readonly Task _running;

    public RunningExpiry(IEventStore journal, TimeProvider clock)
    {
        _journal = new SleepWatch(journal);
        var stock = new StockService(journal, clock, new DeciderRunnerOptions(), null);
        var expiry = new ReservationExpiry(_journal, DocketCodec.Create(), stock, clock);
        _running = Task.Run(() => expiry.RunAsync(_stopping.Token));
    }

    /// <summary>Returns once it has done what there was to do by now.</summary>
    public Task AsleepAsync() => _journal.AsleepAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }
}
