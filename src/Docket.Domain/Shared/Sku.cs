namespace Docket.Domain.Shared;

/// <summary>Names one product as the shop's catalogue does.</summary>
public readonly record struct Sku : ITextId<Sku>
{
    /// <summary>Takes text that is known to be an id.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public Sku(string value) => Value = TextId.Checked(value, "a product id");

    /// <inheritdoc/>
    public string Value { get; }

    /// <inheritdoc/>
    public static bool TryParse(string? text, out Sku id)
    {
        id = TextId.IsValid(text) ? new Sku(text!) : default;
        return id.Value is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
