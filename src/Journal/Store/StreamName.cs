using System.Diagnostics.CodeAnalysis;

namespace Docket.Journal.Store;

/// <summary>Names one stream: a category and an id, written <c>order-8471</c>.</summary>
/// <remarks>
/// The category is lower-case letters, digits and <c>_</c> (1-32); the id is 1-128 characters of
/// <c>A-Z a-z 0-9 . _ - :</c>. The first hyphen divides them, so an id may hold hyphens.
/// </remarks>
public readonly record struct StreamName
{
    /// <summary>The longest id, in characters.</summary>
    public const int IdLengthMax = 128;

    /// <summary>The longest category, in characters.</summary>
    public const int CategoryLengthMax = 32;

    /// <summary>Makes a name from its parts.</summary>
    /// <exception cref="ArgumentException">A part is empty, too long or holds another character.</exception>
    public StreamName(string category, string id)
    {
        if (!IsCategory(category)) throw new ArgumentException($"'{category}' is not a stream category.", nameof(category));
        if (!IsId(id)) throw new ArgumentException($"'{id}' is not a stream id.", nameof(id));
        Category = category;
        Id = id;
    }

    private StreamName(string category, string id, bool _)
    {
        Category = category;
        Id = id;
    }

    /// <summary>What kind of thing the stream tells about, such as <c>order</c>.</summary>
    public string Category { get; }

    /// <summary>Which one, such as <c>8471</c>.</summary>
    public string Id { get; }

    /// <summary>Reads <c>category-id</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out StreamName name)
    {
        var hyphen = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (hyphen > 0 && IsCategory(text![..hyphen]) && IsId(text[(hyphen + 1)..]))
        {
            name = new StreamName(text[..hyphen], text[(hyphen + 1)..], true);
            return true;
        }

        name = default;
        return false;
    }

    /// <summary>Trusts parts that were checked when they were first written; for stores, on the hot path of reading.</summary>
    public static StreamName FromStored(string category, string id) => new(category, id, true);

    /// <inheritdoc/>
    public override string ToString() => $"{Category}-{Id}";

    private static bool IsCategory(string text) =>
        text is { Length: > 0 and <= CategoryLengthMax }
        && text.AsSpan().IndexOfAnyExcept(StreamNameCharacters.Category) < 0;

    private static bool IsId(string text) =>
        text is { Length: > 0 and <= IdLengthMax } && text.AsSpan().IndexOfAnyExcept(StreamNameCharacters.Id) < 0;
}
