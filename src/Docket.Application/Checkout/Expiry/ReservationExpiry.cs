using Docket.Domain.Shared;
using Docket.Domain.Stock;
using Docket.Journal.Deciding;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Application.Checkout.Expiry;

/// <summary>Lets go of reserved goods when their time comes.</summary>
/// <remarks>
/// Every process may run one: whoever comes first lets go, in one append at the product's version, and the others find
/// nothing to do. So a reservation expires once, and none that was sent or released does.
/// </remarks>
/// <param name="store">The journal.</param>
/// <param name="codec">The journal's codec.</param>
/// <param name="stock">Whom it tells.</param>
/// <param name="clock">The time, and what waits for it.</param>
public sealed class ReservationExpiry(IEventStore store, EventCodec codec, StockService stock, TimeProvider clock)
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1); // A clock's timers have a limit of their own.
    private static readonly TimeSpan ContentionPause = TimeSpan.FromSeconds(1);
    private readonly EventFilter _filter = codec.FilterFor(ReservationTimes.Wanted);
    private readonly ReservationTimes _times = new();
    private Position _position = Position.Start;

    /// <summary>Works until cancelled. After a failure it may be run again, and goes on where it was.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await foreach (var page in store.ReadAllAsync(_position, _filter, cancellationToken))
            {
                foreach (var recorded in page.Events) _times.Apply(recorded);
                _position = page.Through;
            }

            _times.EndHistory();
            var isAllDone = true;
            foreach (var product in _times.DueAt(clock.GetUtcNow()))
                isAllDone &= await LetGoAsync(product, cancellationToken);
            await WaitAsync(isAllDone ? LongestSleep : ContentionPause, cancellationToken);
        }
    }

    private async ValueTask<bool> LetGoAsync(Sku product, CancellationToken cancellationToken)
    {
        var isDone = false;
        try
        {
            isDone = await stock.ExecuteAsync(
                product, new ExpireReservations { At = clock.GetUtcNow() }, new CommandContext { Actor = "expiry" },
                cancellationToken) is CommandOutcome<StockRejection>.Done;
        }
        finally
        {
            if (!isDone) _times.PutBack(product); // Others were faster for once, or the journal is away.
        }

        return isDone;
    }

    /// <summary>Until there is something new in the journal, or something is due, whichever comes first.</summary>
    private async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        var left = _times.Next - clock.GetUtcNow() ?? LongestSleep;
        var sleep = left > longest || longest == ContentionPause ? longest : left;
        if (sleep <= TimeSpan.Zero) return;
        using var due = new CancellationTokenSource(sleep, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, cancellationToken);
        try
        {
            await store.WaitForAppendAsync(_position, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It is due.
        }
    }
}
