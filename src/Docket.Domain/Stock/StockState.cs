using Docket.Kernel;

namespace Docket.Domain.Stock;

/// <summary>A product's goods in the house, and for whom some are kept.</summary>
public sealed record StockState
{
    /// <summary>Goods in the house, kept ones too.</summary>
    public int OnHand { get; init; }

    /// <summary>Who has some kept, oldest first.</summary>
    public ValueList<Reservation> Reservations { get; init; }

    /// <summary>What may still be reserved.</summary>
    public int Available
    {
        get
        {
            var left = OnHand;
            foreach (var reservation in Reservations) left -= reservation.Quantity;
            return left;
        }
    }

    /// <summary>A reservation by its id; null where there is none.</summary>
    public Reservation? Find(string id)
    {
        foreach (var reservation in Reservations)
            if (reservation.Id == id) return reservation;
        return null;
    }
}

/// <summary>Goods that are kept for somebody.</summary>
public readonly record struct Reservation(string Id, int Quantity, DateTimeOffset Until);
