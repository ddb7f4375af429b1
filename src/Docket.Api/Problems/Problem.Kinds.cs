using System.Globalization;
using Docket.Api.Replicas;
using Docket.Api.Requests;
using Docket.Domain.Shared;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Api.Problems;

/// <content>Every kind of problem but the business rules', which stand beside them.</content>
internal sealed partial class Problem
{
    public static Problem MalformedJson(string detail) =>
        new(400, "malformed-json", "The body is no JSON object", detail);

    public static Problem Invalid(FieldErrors errors) => new(new ProblemReply
    {
        Type = "/problems/invalid-request",
        Title = "The request is not valid",
        Status = 400,
        Detail = "Nothing was changed. Mend the fields named in 'errors' and send it again.",
        Errors = errors.ByField,
    });

    public static Problem BadId(string field, string? value)
    {
        var errors = new FieldErrors();
        errors.Add(field, $"must be {TextId.Rule}; it is '{Shortened(value)}'");
        return Invalid(errors);
    }

    public static Problem BadRequest(string detail) => new(400, "bad-request", "The request cannot be read", detail);

    public static Problem Unauthorized(string detail) => new(401, "unauthorized", "An API key is wanted", detail);

    public static Problem Forbidden(string detail) => new(403, "forbidden", "This key may not do this", detail);

    public static Problem NoSuchRoute(string path) => new(
        404, "no-such-resource", "There is nothing here",
        $"'{Shortened(path)}' is no resource of this service. GET /openapi/v1.json lists all there are.");

    /// <summary>The resource is there, in another process's role.</summary>
    public static Problem NotServedHere(string kind) => new(
        404, "not-served-here", "Another process serves this",
        $"This process does not serve {kind}: it was started with --role. Nothing was changed; "
            + "ask a process whose role it is.");

    public static Problem MethodNotAllowed(string method, string allowed) => new(
        405, "method-not-allowed", "This resource has no such method", $"{method} is not offered here; use {allowed}.");

    public static Problem Unknown(string kind, string id) => new(
        404, $"{kind}-unknown", $"There is no such {kind}", $"No {kind} '{id}' is known.");

    /// <summary>A reader does not know it. Where more was asked for than the reader has seen, it says so.</summary>
    public static Problem Unknown(string kind, string id, Position asOf, bool stale, ServedBy? by = null) => new(new ProblemReply
    {
        Type = $"/problems/{kind}-unknown",
        Title = $"There is no such {kind}",
        Status = 404,
        Detail = stale
            ? $"No {kind} '{id}' is known yet: what was read has not reached 'min_seq'. "
                + "Ask again, or with consistency=strong."
            : $"No {kind} '{id}' is known.",
        AsOfSeq = asOf.Value,
        Stale = stale,
        ServedBy = by?.Server,
        Fallback = by?.Fallback,
    });

    public static Problem NotYet(string id, string when) => new(
        404, "order-unknown", "There is no such order", $"Order '{id}' has no event {when}.");

    public static Problem NothingToRollBack(string view) => new(
        409, "nothing-to-roll-back", "There is nothing to go back to",
        $"View '{view}' was not rebuilt, or what it was before is dropped already. Nothing was changed.");

    public static Problem NotCurrent(StreamVersion actual) => new(new ProblemReply
    {
        Type = "/problems/version-not-current",
        Title = "If-Match is not the current version",
        Status = 412,
        Detail = string.Create(CultureInfo.InvariantCulture,
            $"Nothing was changed. It is at version {actual.Value} now; read it again and decide anew."),
        CurrentVersion = actual.Value,
    });

    public static Problem Conflict(StreamVersion actual) => new(new ProblemReply
    {
        Type = "/problems/conflict",
        Title = "Other writers were faster",
        Status = 409,
        Detail = "Nothing was changed: the stream moved on at every try. Send the request again.",
        CurrentVersion = actual.Value,
    });

    public static Problem KeyReused(string stream) => new(
        422, "idempotency-key-reused", "This Idempotency-Key was used for another request",
        $"The key belongs to another request, which took effect on {stream}. Nothing was changed; use a new key.");

    public static Problem TooLarge(long bytesMax) => new(
        413, "body-too-large", "The body is too large", string.Create(CultureInfo.InvariantCulture,
            $"A body has at most {bytesMax} bytes. Split it into several requests."));

    public static Problem NotJson(string? contentType) => new(
        415, "unsupported-media-type", "The body's media type is not JSON", contentType is null
            ? "Say what the body is: Content-Type: application/json."
            : $"'{Shortened(contentType)}' is not read here. Send Content-Type: application/json, in UTF-8.");

    public static Problem TooBusy() => new(
        429, "too-many-requests", "Too many requests at once",
        "Nothing was changed: as many requests as this service takes are under way. Try again in a moment.")
    { RetryAfter = 1 };

    public static Problem Unavailable(string detail) => new(
        503, "journal-unavailable", "The journal cannot be written now", detail)
    { RetryAfter = 5 };

    /// <summary>The standby that this read is to come from cannot answer, and the primary may not.</summary>
    public static Problem ReplicaUnavailable(string why) => new(
        503, "replica-unavailable", "The read replica cannot answer now",
        $"The {why}, and this service is not to ask the primary instead. Try again, or with consistency=strong.")
    { RetryAfter = 1 };

    public static Problem ViewUnavailable() => new(
        503, "view-unavailable", "What this is read from cannot be asked now",
        "The journal is not concerned: commands are taken. Ask again, or of an order with consistency=strong.")
    { RetryAfter = 5 };

    public static Problem TimedOut() => new(
        503, "timed-out", "The answer took too long",
        "Whether it took effect is not known here. Send it again with the same Idempotency-Key, "
            + "or read what it should have changed.")
    { RetryAfter = 1 };

    /// <summary>What is asked for follows from an event that this version cannot read.</summary>
    public static Problem Unreadable(EventDecodingException failure) => new(
<<<<<<< HEAD
        500, "event-unreadable", "An event cannot be read", string.Create(CultureInfo.InvariantCulture,
            $"The event at position {failure.Position?.Value} of the journal is of no form that this version knows: "
            + $"{failure.Message} Nothing was changed, and nothing else is concerned. A newer version wrote it, or it is "
            + $"damaged: ask a service of that version, or tell the operator the position."));
=======
        500, "event-unreadable", "An event cannot be read",
        string.Create(CultureInfo.InvariantCulture, $"The event at position {failure.Position?.Value} of the journal ")
            + $"is of no form that this version knows: {failure.Message} Nothing was changed, and nothing else is concerned. "
            + "A newer version wrote it, or it is damaged: ask a service of that version, or tell the operator the position.");
>>>>>>> samples

    public static Problem Broken() => new(
        500, "internal-error", "Something is broken on this side",
        "It is logged. Send it again with the same Idempotency-Key; "
            + "if it stays, tell the operator the time and the path.");

    public static Problem Status(int status, string detail) =>
        new(status, "http-" + status.ToString(CultureInfo.InvariantCulture),
        "The request cannot be answered", detail);

    private static string Shortened(string? text) => text is { Length: > 80 } ? text[..80] + "…" : text ?? "";
}
