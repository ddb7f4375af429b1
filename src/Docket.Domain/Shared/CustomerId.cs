namespace Docket.Domain.Shared;

/// <summary>Names one customer.</summary>
public readonly record struct CustomerId : ITextId<CustomerId>
{
    /// <summary>Takes text that is known to be an id.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public CustomerId(string value) => Value = TextId.Checked(value, "a customer id");

    /// <inheritdoc/>
    public string Value { get; }

    /// <inheritdoc/>
    public static bool TryParse(string? text, out CustomerId id)
    {
        id = TextId.IsValid(text) ? new CustomerId(text!) : default;
        return id.Value is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
