namespace Docket.Domain.Shared;

/// <summary>Names one payment.</summary>
public readonly record struct PaymentId : ITextId<PaymentId>
{
    /// <summary>Takes text that is known to be an id.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public PaymentId(string value) => Value = TextId.Checked(value, "a payment id");

    /// <inheritdoc/>
    public string Value { get; private init; }

    /// <inheritdoc/>
    public static bool TryParse(string? text, out PaymentId id)
    {
        var isId = TextId.IsValid(text);
        id = isId ? new PaymentId { Value = text! } : default;
        return isId;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
