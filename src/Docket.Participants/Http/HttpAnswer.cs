using System.Net;
using System.Text.Json;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Participants;

namespace Docket.Participants.Http;

/// <summary>What a participant's answer means, by its status.</summary>
internal static class HttpAnswer
{
    private const int ReasonLengthMax = 300;
    private const int OutputLengthMax = 4_096;

    /// <summary>The answer to a call.</summary>
    public static async ValueTask<StepOutcome> OfCallAsync(
        HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return (int)response.StatusCode switch
        {
            >= 200 and < 300 => new StepOutcome.Succeeded(OutputOf(response, body)),
            // It did not believe that it was us, so it decided nothing: a refusal would be taken for final.
            401 or 407 or 408 or 409 or 425 or 429 or >= 500 =>
                new StepOutcome.FailedForNow(ReasonOf(response, body), RetryAfter(response, now)),
            >= 400 => new StepOutcome.Refused(ReasonOf(response, body)),
            _ => new StepOutcome.Unknown(ReasonOf(response, body)),
        };
    }

    /// <summary>The answer to a status call; null where it tells nothing.</summary>
    public static async ValueTask<StepOutcome?> OfQueryAsync(
        HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK || !IsJson(response)) return null;
        return Parse(body) switch
        {
            { Outcome: AnswerDocument.Succeeded } => new StepOutcome.Succeeded(OutputOf(response, body)),
            { Outcome: AnswerDocument.Refused } answer =>
                new StepOutcome.Refused(Short(answer.Reason) ?? "It was refused."),
            { Outcome: AnswerDocument.Pending } => new StepOutcome.Unknown("It is still at it."),
            _ => null,
        };
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > now => date - now,
            _ => null,
        };

    private static JsonText? OutputOf(HttpResponseMessage response, byte[] body)
    {
        if (!IsJson(response) || body.Length is 0 or > OutputLengthMax) return null;
        try
        {
            using var document = JsonDocument.Parse(body);
            return new JsonText(JsonSerializer.Serialize(document.RootElement, CallJson.Default.JsonElement));
        }
        catch (JsonException)
        {
            return null; // Done is done, whatever it says about it.
        }
    }

    private static AnswerDocument? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, CallJson.Default.AnswerDocument);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The detail or title of a problem document, else the status.</summary>
    private static string ReasonOf(HttpResponseMessage response, byte[] body)
    {
        var status = $"It answered {(int)response.StatusCode}.";
        if (!IsJson(response)) return status;
        try
        {
            var problem = JsonSerializer.Deserialize(body, CallJson.Default.ProblemDocument);
            return Short(problem?.Detail ?? problem?.Title) ?? status;
        }
        catch (JsonException)
        {
            return status;
        }
    }

    /// <summary>It is kept for ever and shown on terminals.</summary>
    private static string? Short(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var plain = string.Concat(text.Trim().Select(c => char.IsControl(c) ? ' ' : c));
        return plain.Length > ReasonLengthMax ? plain[..ReasonLengthMax] + " …" : plain;
    }

    private static bool IsJson(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
}
