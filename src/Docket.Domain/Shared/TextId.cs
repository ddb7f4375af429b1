using System.Buffers;

namespace Docket.Domain.Shared;

/// <summary>An id that is text of 1-64 characters of <c>A-Z a-z 0-9 . _ -</c>.</summary>
public interface ITextId<TSelf>
    where TSelf : struct, ITextId<TSelf>
{
    /// <summary>The text.</summary>
    string Value { get; }

    /// <summary>Reads an id; false when the text is not one.</summary>
    static abstract bool TryParse(string? text, out TSelf id);
}

/// <summary>The one rule of what an id may look like.</summary>
public static class TextId
{
    /// <summary>The longest id, in characters.</summary>
    public const int LengthMax = 64;

    /// <summary>What to tell someone whose id is refused.</summary>
    public const string Rule = "1-64 characters of A-Z a-z 0-9 . _ -";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Whether the text may be an id.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= LengthMax } && text.AsSpan().IndexOfAnyExcept(Allowed) < 0;

    internal static string Checked(string text, string what) => IsValid(text)
        ? text
        : throw new ArgumentException($"'{text}' is not {what}: {Rule}.", nameof(text));
}
