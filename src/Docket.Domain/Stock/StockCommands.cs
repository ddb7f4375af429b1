namespace Docket.Domain.Stock;

/// <summary>What somebody wants of a product's stock.</summary>
public abstract record StockCommand
{
    private protected StockCommand() { }

    /// <summary>Business time, UTC; becomes the event's.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>Takes goods in.</summary>
public sealed record ReceiveStock(int Quantity) : StockCommand;

/// <summary>Keeps some; the same reservation again records nothing new.</summary>
public sealed record ReserveStock(string Reservation, int Quantity, DateTimeOffset Until) : StockCommand;

/// <summary>Lets go of what is kept; nothing, where it is not kept any more.</summary>
public sealed record ReleaseStock(string Reservation) : StockCommand;

/// <summary>Sends what is kept.</summary>
public sealed record ShipStock(string Reservation) : StockCommand;

/// <summary>Takes back what was sent.</summary>
public sealed record ReturnStock(string Reservation, int Quantity) : StockCommand;

/// <summary>Lets go of everything that was kept long enough.</summary>
public sealed record ExpireReservations : StockCommand;

/// <summary>
/// Changes nothing: given with the key of another command, it makes sure that the key will never change anything.
/// </summary>
public sealed record CallOffStock : StockCommand;
