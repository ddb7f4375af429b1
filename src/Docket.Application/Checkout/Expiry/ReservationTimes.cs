using Docket.Domain.Shared;
using Docket.Domain.Stock;
using Docket.Journal.Store;

namespace Docket.Application.Checkout.Expiry;

/// <summary>
/// Until when goods are kept, folded from the journal: what a timer set is there again after every restart, because it
/// is part of the reservation.
/// </summary>
internal sealed class ReservationTimes
{
    private readonly Dictionary<(string Product, string Reservation), DateTimeOffset> _kept = [];
    private readonly PriorityQueue<(string Product, string Reservation), DateTimeOffset> _due = new();
    private bool _isLive;

    /// <summary>The events it wants to see.</summary>
    public static IReadOnlyList<Type> Wanted { get; } =
        [typeof(StockReserved), typeof(ReservationReleased), typeof(ReservationExpired), typeof(StockShipped)];

    /// <summary>When the next one is due; null where nothing is kept.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            DropEnded();
            return _due.TryPeek(out _, out var due) ? due : null;
        }
    }

    /// <summary>Folds one more event in.</summary>
    public void Apply(RecordedEvent recorded)
    {
        var product = recorded.Stream.Id;
        switch (recorded.Payload)
        {
            case StockReserved e:
                _kept[(product, e.Reservation)] = e.Until;
                if (_isLive) _due.Enqueue((product, e.Reservation), e.Until);
                break;
            case ReservationReleased e:
                _kept.Remove((product, e.Reservation));
                break;
            case ReservationExpired e:
                _kept.Remove((product, e.Reservation));
                break;
            case StockShipped e:
                _kept.Remove((product, e.Reservation));
                break;
        }
    }

    /// <summary>The history is folded: only what is still kept of it takes room from here on.</summary>
    public void EndHistory()
    {
        if (_isLive) return;
        _isLive = true;
        foreach (var (reservation, until) in _kept) _due.Enqueue(reservation, until);
    }

    /// <summary>The products that have something to let go of by now.</summary>
    public IReadOnlyCollection<Sku> DueAt(DateTimeOffset now)
    {
        var products = new HashSet<Sku>();
        while (Next is { } due && due <= now) products.Add(new Sku(_due.Dequeue().Product));
        return products;
    }

    /// <summary>Has a product looked at again: what was due of it was not let go of.</summary>
    public void PutBack(Sku product)
    {
        foreach (var (reservation, until) in _kept.Where(kept => kept.Key.Product == product.Value))
            _due.Enqueue(reservation, until);
    }

    /// <summary>What was released or sent meanwhile is nobody's any more.</summary>
    private void DropEnded()
    {
        while (_due.TryPeek(out var reservation, out var due)
            && (!_kept.TryGetValue(reservation, out var until) || until != due))
            _due.Dequeue();
    }
}
