namespace Docket.Domain.Shared;

/// <summary>Names one order, such as <c>8471</c>.</summary>
public readonly record struct OrderId : ITextId<OrderId>
{
    /// <summary>Takes text that is known to be an id.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public OrderId(string value) => Value = TextId.Checked(value, "an order id");

    /// <inheritdoc/>
    public string Value { get; private init; }

    /// <inheritdoc/>
    public static bool TryParse(string? text, out OrderId id)
    {
        var isId = TextId.IsValid(text);
        id = isId ? new OrderId { Value = text! } : default;
        return isId;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
