namespace Docket.Domain.Shared;

/// <summary>An ISO 4217 code: three capital letters. One order has one currency.</summary>
public readonly record struct Currency
{
    /// <summary>Takes a code that is known to be one.</summary>
    /// <exception cref="ArgumentException">It is not three capital letters.</exception>
    public Currency(string code) => Code = IsValid(code)
        ? code
        : throw new ArgumentException($"'{code}' is not a currency: three capital letters such as EUR.", nameof(code));

    /// <summary>The code, such as <c>GBP</c>.</summary>
    public string Code { get; private init; }

    /// <summary>Reads a code; false when the text is not one.</summary>
    public static bool TryParse(string? text, out Currency currency)
    {
        var isCode = IsValid(text);
        currency = isCode ? new Currency { Code = text! } : default;
        return isCode;
    }

    /// <inheritdoc/>
    public override string ToString() => Code;

    private static bool IsValid(string? text) =>
        text is { Length: 3 } && !text.AsSpan().ContainsAnyExceptInRange('A', 'Z');
}
