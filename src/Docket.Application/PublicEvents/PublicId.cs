using System.Buffers;

namespace Docket.Application.PublicEvents;

/// <summary>
/// What a request calls itself is its caller's text: it is told only where it looks like an id. An address has an @.
/// </summary>
internal static class PublicId
{
    private const int LengthMax = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:/-");

    public static string? OrNone(string? text) =>
        text is { Length: > 0 and <= LengthMax } && text.AsSpan().IndexOfAnyExcept(Allowed) < 0 ? text : null;
}
