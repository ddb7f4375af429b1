namespace Docket.Domain.Shared;

/// <summary>Names one customer.</summary>
public readonly record struct CustomerId : ITextId<CustomerId>
{
    /// <summary>Takes text that is known to be an id.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public CustomerId(string value) => Value = TextId.Checked(value, "a customer id");

    /// <inheritdoc/>
    public string Value { get; private init; }

    /// <inheritdoc/>
    public static bool TryParse(string? text, out CustomerId id)
    {
        var isId = TextId.IsValid(text);
        id = isId ? new CustomerId { Value = text! } : default;
        return isId;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
