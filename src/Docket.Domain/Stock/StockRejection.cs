namespace Docket.Domain.Stock;

/// <summary>Why a product's stock says no. <see cref="Rule"/> is stable.</summary>
/// <param name="Rule">Names the rule for programs, such as <c>stock-out</c>.</param>
/// <param name="Title">The rule as a sentence.</param>
public sealed record StockRejection(string Rule, string Title)
{
    /// <summary>Less there than wanted.</summary>
    public static StockRejection OutOfStock { get; } =
        new("stock-out", "Nothing is reserved that is not in the house and free.");

    /// <summary>No quantity.</summary>
    public static StockRejection QuantityInvalid { get; } =
        new("stock-quantity-invalid", $"A quantity is 1-{Stock.QuantityMax}.");

    /// <summary>More than the house holds.</summary>
    public static StockRejection TooMuch { get; } =
        new("stock-too-much", $"At most {Stock.OnHandMax} of a product are in the house.");

    /// <summary>The same reservation with another quantity.</summary>
    public static StockRejection ReservationTaken { get; } =
        new("stock-reservation-taken", "A reservation of this id is there with another quantity.");

    /// <summary>Sending what is not kept.</summary>
    public static StockRejection NotReserved { get; } =
        new("stock-not-reserved", "Only what is reserved is sent, and this is not or not any more.");
}
