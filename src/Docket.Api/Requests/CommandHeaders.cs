using System.Buffers;
using System.Globalization;
using Docket.Api.Keys;
using Docket.Journal.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Docket.Api.Requests;

/// <summary>The optional headers of a command, checked.</summary>
internal static class CommandHeaders
{
    public const string IdempotencyKey = "Idempotency-Key";
    public const string CorrelationId = "X-Correlation-Id";
    public const string Actor = "X-Actor";
    private const int NameLengthMax = 64;
    private const int TraceParentLength = 55;
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>The key that makes a repeat harmless, or null.</summary>
    public static string? KeyOf(HttpRequest request, FieldErrors errors) =>
        Printable(request, IdempotencyKey, CommandKey.KeyLengthMax, errors);

    /// <summary>The version the caller insists on, or null. <c>*</c> insists on nothing.</summary>
    public static StreamVersion? IfMatch(HttpRequest request, FieldErrors errors)
    {
        var header = request.Headers.IfMatch;
        if (StringValues.IsNullOrEmpty(header)) return null;
        var text = header.ToString().AsSpan().Trim();
        if (text is "*") return null;
        if (text is ['"', .. var inner, '"']) text = inner;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return new StreamVersion(version);
        errors.Add("If-Match", "must be a version in double quotes, such as \"3\"");
        return null;
    }

    /// <summary>Ties together what one request set off: the caller's word, else its trace.</summary>
    public static string? Correlation(HttpRequest request, string? traceParent, FieldErrors errors) =>
        Printable(request, CorrelationId, NameLengthMax, errors) ?? traceParent?.Substring(3, 32);

    /// <summary>W3C trace context; one that is not well formed is no context, as the standard says.</summary>
    public static string? TraceParent(HttpRequest request) =>
        request.Headers.TraceParent is [{ Length: TraceParentLength } text] && text[2] == '-' && text[35] == '-'
            && text[52] == '-'
            && text.AsSpan(3, 32).IndexOfAnyExcept(LowerHex) < 0
            ? text
            : null;

    /// <summary>Who asks. A key's own name always shows, so that nobody can act under another's.</summary>
    public static string? ActorOf(HttpRequest request, FieldErrors errors)
    {
        var named = Printable(request, Actor, NameLengthMax, errors);
        if (request.HttpContext.Features.Get<ApiKey>() is not { } key) return named;
        var both = named is null ? key.Name : $"{key.Name}:{named}";
        if (both.Length > NameLengthMax) errors.Add(Actor,
            $"must have at most {NameLengthMax - key.Name.Length - 1} characters");
        return both;
    }

    private static string? Printable(HttpRequest request, string name, int lengthMax, FieldErrors errors)
    {
        if (!request.Headers.TryGetValue(name, out var values)) return null;
        if (values is [{ Length: > 0 } text] && text.Length <= lengthMax
            && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        errors.Add(name, $"must be given once, with 1-{lengthMax} printable ASCII characters");
        return null;
    }
}
