namespace Docket.Domain.Shared;

/// <summary>Names one product as the shop's catalogue does.</summary>
public readonly record struct Sku : ITextId<Sku>
{
    /// <summary>Takes text that is known to be an id.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public Sku(string value) => Value = TextId.Checked(value, "a product id");

    /// <inheritdoc/>
    public string Value { get; private init; }

    /// <inheritdoc/>
    public static bool TryParse(string? text, out Sku id)
    {
        var isId = TextId.IsValid(text);
        id = isId ? new Sku { Value = text! } : default;
        return isId;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
