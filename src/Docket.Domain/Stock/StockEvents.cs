namespace Docket.Domain.Stock;

/// <summary>What happened to the stock of one product. Stored for ever: add a case, never change one.</summary>
public abstract record StockEvent
{
    private protected StockEvent() { }

    /// <summary>Business time, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>Goods came into the house.</summary>
public sealed record StockReceived(int Quantity) : StockEvent;

/// <summary>Some are kept for somebody.</summary>
/// <param name="Reservation">Whose.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Until">From then on they are anybody's again.</param>
public sealed record StockReserved(string Reservation, int Quantity, DateTimeOffset Until) : StockEvent;

/// <summary>They are not kept any more.</summary>
public sealed record ReservationReleased(string Reservation, int Quantity) : StockEvent;

/// <summary>They were kept long enough.</summary>
public sealed record ReservationExpired(string Reservation, int Quantity) : StockEvent;

/// <summary>What was kept left the house.</summary>
public sealed record StockShipped(string Reservation, int Quantity) : StockEvent;

/// <summary>What had left, or was about to, came back.</summary>
public sealed record StockReturned(string Reservation, int Quantity) : StockEvent;
