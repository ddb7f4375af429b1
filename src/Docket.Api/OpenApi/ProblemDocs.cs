using System.Text.Json;
using Docket.Api.Json;
using Docket.Api.Problems;
using Docket.Api.Requests;
using Docket.Domain.Orders;
using Docket.Journal.Store;

namespace Docket.Api.OpenApi;

/// <summary>What each status means here, with the real document as its example.</summary>
internal static class ProblemDocs
{
    public static string DescriptionOf(int status) => status switch
    {
        400 => "The request is malformed; `errors` names the fields.",
        401 => "No key was shown, or an unknown one.",
        403 => "The key's role is not enough.",
        404 => "There is no such thing.",
        409 => "An id is taken, or other writers were faster at every try.",
        412 => "`If-Match` is not the current version.",
        413 => "The body is over 1 MiB.",
        415 => "The body is not JSON.",
        422 => "A business rule says no, or the Idempotency-Key was used for another request; `type` names the rule.",
        429 => "Too many requests are under way.",
        500 => "Something is broken on this side.",
        503 => "The journal cannot be written now; see `Retry-After`.",
        _ => "The request cannot be answered.",
    };

    public static string ExampleOf(int status) =>
        JsonSerializer.Serialize(Example(status).Reply, ReplyJson.Plain.ProblemReply);

    private static Problem Example(int status) => status switch
    {
        400 => InvalidExample(),
        401 => Problem.Unauthorized("Send your key: Authorization: Bearer docket_…."),
        403 => Problem.Forbidden("Key 'till-1' is a clerk's; this wants the role support."),
        404 => Problem.Unknown("order", "8471"),
        409 => Problem.Conflict(new StreamVersion(4)),
        412 => Problem.NotCurrent(new StreamVersion(4)),
        413 => Problem.TooLarge(ApiOptions.BodyBytesMax),
        415 => Problem.NotJson("text/plain"),
        422 => Problem.Of(OrderRejection.NotPaid),
        429 => Problem.TooBusy(),
        503 => Problem.Unavailable("The disk is full. Nothing was written."),
        _ => Problem.Broken(),
    };

    private static Problem InvalidExample()
    {
        var errors = new FieldErrors();
        errors.Add("items[0].quantity", "must be from 1 to 1000000; it is 0");
        return Problem.Invalid(errors);
    }
}
