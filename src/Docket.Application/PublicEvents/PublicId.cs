using System.Buffers;

namespace Docket.Application.PublicEvents;

/// <summary>
/// What a request calls itself is its caller's text: it is told only where it looks like an id. An address has an @.
/// </summary>
internal static class PublicId
{
    private const int LengthMax = 64;
    private const int SagaLengthMax = 80;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:/-");

    public static string? OrNone(string? text) => OrNone(text, LengthMax);

    /// <summary>The same for the id of a saga, which is made from the order's and longer.</summary>
    public static string? OfSaga(string? text) => OrNone(text, SagaLengthMax);

    private static string? OrNone(string? text, int lengthMax) =>
        text is { Length: > 0 } && text.Length <= lengthMax && text.AsSpan().IndexOfAnyExcept(Allowed) < 0 ? text : null;
}
