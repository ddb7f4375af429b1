using System.Globalization;
using Docket.Api.Json;

namespace Docket.Api.Requests;

/// <summary>Reads what a query string says, and notes what it cannot read.</summary>
internal static class QueryText
{
    public static DateTimeOffset? Instant(string name, string? text, FieldErrors errors)
    {
        if (text is null) return null;
        // A plus that was not escaped arrives as a blank: where an offset stands it can only have been one.
        if (Rfc3339.TryParse(text.Replace(' ', '+'), out var instant)) return instant;
        errors.Add(name, Rfc3339.Rule);
        return null;
    }

    public static DateOnly? Date(string name, string? text, FieldErrors errors)
    {
        if (text is null) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var date)) return date;
        errors.Add(name, "must be a date such as 2011-01-18");
        return null;
    }

    public static long? Whole(string name, string? text, long min, long max, FieldErrors errors)
    {
        if (text is null) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min
            && number <= max)
            return number;
        errors.Add(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {min} to {max}"));
        return null;
    }

    /// <summary>One of a few words, as its place among them; null where none is given.</summary>
    public static int? OneOf(string name, string? text, ReadOnlySpan<string> words, FieldErrors errors)
    {
        if (text is null) return null;
        var place = words.IndexOf(text);
        if (place >= 0) return place;
        errors.Add(name, $"must be one of {string.Join(", ", words!)}");
        return null;
    }
}
