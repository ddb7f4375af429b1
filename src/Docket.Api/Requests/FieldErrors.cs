using System.Globalization;
using Docket.Domain.Shared;

namespace Docket.Api.Requests;

/// <summary>Collects what is wrong with a request, by the field's path such as <c>items[0].quantity</c>.</summary>
internal sealed class FieldErrors
{
    /// <summary>Enough to mend a request by; a thousand bad lines need not be said one by one.</summary>
    private const int FieldsMax = 50;

    private SortedDictionary<string, List<string>>? _byField;

    /// <summary>The element being checked; kept as numbers, because a path is only needed where something is
    /// wrong.</summary>
    private (string List, int Index)? _element;

    public bool Any => _byField is not null;

    public IReadOnlyDictionary<string, string[]> ByField => (_byField ?? [])
        .ToDictionary(wrong => wrong.Key, wrong => wrong.Value.ToArray(), StringComparer.Ordinal);

    public void Add(string field, string message)
    {
        _byField ??= new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        if (_element is { } at)
            field = string.Create(CultureInfo.InvariantCulture,
                $"{at.List}[{at.Index}]{(field.Length > 0 ? "." : "")}{field}");
        if (_byField.TryGetValue(field, out var messages)) messages.Add(message);
        else if (_byField.Count < FieldsMax) _byField.Add(field, [message]);
    }

    /// <summary>Text that must be there.</summary>
    public void Text(string field, string? value, int lengthMax)
    {
        if (string.IsNullOrWhiteSpace(value)) Add(field, "is required");
        else OptionalText(field, value, lengthMax);
    }

    /// <summary>Text that may be missing.</summary>
    public void OptionalText(string field, string? value, int lengthMax)
    {
        if (value is null) return;
        if (value.Length > lengthMax) Add(field, $"must have at most {lengthMax} characters; it has {value.Length}");
        else if (value.AsSpan().ContainsAnyInRange('\0', '\x1f')) Add(field, "must not hold control characters");
    }

    /// <summary>An id that must be there.</summary>
    public void Id(string field, string? value)
    {
        if (string.IsNullOrEmpty(value)) Add(field, "is required");
        else OptionalId(field, value);
    }

    /// <summary>An id that may be missing.</summary>
    public void OptionalId(string field, string? value)
    {
        if (value is not null && !TextId.IsValid(value)) Add(field, $"must be {TextId.Rule}");
    }

    /// <summary>A whole number that must be there and in range.</summary>
    public void Whole(string field, long? value, long min, long max)
    {
        if (value is null) Add(field, "is required");
        else if (value < min || value > max)
            Add(field, string.Create(CultureInfo.InvariantCulture, $"must be from {min} to {max}; it is {value}"));
    }

    /// <summary>The elements of the body's list, each checked at its own path.</summary>
    public void Each<TItem>(string field, TItem?[] items)
        where TItem : class, IRequestBody<TItem>
    {
        for (var i = 0; i < items.Length; i++)
        {
            _element = (field, i);
            if (items[i] is { } item) item.Check(this);
            else Add("", "must be a JSON object");
        }

        _element = null;
    }
}
