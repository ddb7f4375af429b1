using System.Globalization;

namespace Docket.Api.Json;

/// <summary>Times as RFC 3339 writes them: read with any offset, written in UTC with a <c>Z</c>.</summary>
public static class Rfc3339
{
    /// <summary>What to tell someone whose time is refused.</summary>
    public const string Rule = "must be an RFC 3339 time with its offset, such as 2011-01-18T10:01:00Z";

    private const int LengthMax = 64;

    // Seven digits are what a tick holds; `K` is the offset, and its absence is refused below.
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Reads a time; one without an offset is refused, because it would mean another instant on every
    /// machine.</summary>
    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is not { Length: >= 20 and <= LengthMax } || !HasOffset(text)) return false;
        if (!DateTimeOffset.TryParseExact(
                text.ToUpperInvariant(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None,
                out var parsed)) return false;
        instant = parsed.ToUniversalTime();
        return true;
    }

    /// <summary>As text, with as many decimals as there are.</summary>
    public static string Text(DateTimeOffset instant) => instant.UtcTicks % TimeSpan.TicksPerSecond == 0
        ? instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static bool HasOffset(string text) => text[^1] is 'Z' or 'z' || text[^6] is '+' or '-';
}
