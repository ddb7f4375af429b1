using Docket.Participants.Http;
using Docket.Participants.Signing;
using Docket.Participants.Simulators.Calls;
using Docket.Participants.Simulators.Faults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Docket.Participants.Simulators.Web;

/// <summary>One simulator's calls: done, undone, and told how they ended.</summary>
internal sealed class CallEndpoint(Simulation simulation, string participant)
{
    private const int KeyLengthMax = 128;

    /// <summary>Does what is asked, once a key; and fails as the switch says.</summary>
    public async Task ExecuteAsync(HttpContext context, string operation)
    {
        if (await context.ReadBodyAsync() is not { } body || !await IsSignedAsync(context, body)) return;
        if (await KeyOfAsync(context, context.Request.Headers["Idempotency-Key"].ToString()) is not { } key) return;
        if (await context.ParseAsync(body, SimulatorJson.Default.CallDocument) is not { } request) return;
        var undoes = operation == Simulation.All[participant].Undo;
        if (undoes != request.Undoes is not null)
        {
            await context.ProblemAsync(400, "malformed", $"{operation} {(undoes ? "want" : "take no")} undoes.");
            return;
        }

        await AnswerAsync(
            context, new Asked(participant, operation, key, request), simulation.Switches[participant].Roll(undoes));
    }

    /// <summary>How a key's call ended: 404 where it did not, and may be made again.</summary>
    public async Task TellAsync(HttpContext context)
    {
        if (!await IsSignedAsync(context, [])) return;
        if (await KeyOfAsync(context, context.Request.Query["key"].ToString()) is not { } key) return;
        if (simulation.Book.Find(participant, key) is not { } known)
            await context.ProblemAsync(404, "unknown", "No call of this key has ended.", key);
        else
            await context.WriteAsync(
                200, new AnswerDocument(known.Outcome, known.Reason, known.Reference),
                SimulatorJson.Default.AnswerDocument);
    }

    private async Task AnswerAsync(HttpContext context, Asked asked, FaultRoll fault)
    {
        // Also when the caller has gone: what takes effect late is what callers have to cope with.
        if (fault.Delay > TimeSpan.Zero) await Task.Delay(fault.Delay, simulation.Clock, CancellationToken.None);
        if (fault.CutsBefore)
        {
            context.Abort();
            return;
        }

        if (fault.Error is var (status, retryAfter))
        {
            context.RetryAfter(retryAfter);
            await context.ProblemAsync(
                status, "simulated", "It is switched to fail.", $"Nothing was done for {asked.Key}.");
            return;
        }

        var isKnown = simulation.Book.Find(participant, asked.Key) is not null;
        if (fault.Refuses && asked.Request.Undoes is not null && !isKnown)
        {
            // Not kept: when a person has it asked again, it may go through.
            await context.ProblemAsync(422, "refused", "It is switched to refuse undoing.");
            return;
        }

        var answer = simulation.Book.Answer(asked, fault.Refuses ? "It is switched to refuse." : null);
        if (fault.Doubles) answer = simulation.Book.Answer(asked, null);
        if (fault.CutsAfter) context.Abort();
        else await WriteAsync(context, asked, answer);
    }

    private static Task WriteAsync(HttpContext context, Asked asked, CallRecord? answer) => answer switch
    {
        null => context.ProblemAsync(
            422, "key-reused", "This Idempotency-Key came with another request before.", asked.Key),
        { Outcome: AnswerDocument.Refused } => context.ProblemAsync(422, "refused", answer.Reason!),
        _ => context.WriteAsync(
            200, new AnswerDocument(answer.Outcome, null, answer.Reference), SimulatorJson.Default.AnswerDocument),
    };

    private async Task<bool> IsSignedAsync(HttpContext context, byte[] body)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var headers = context.Request.Headers;
        var signed = new SignedRequest(context.Request.Method, target, headers["Idempotency-Key"].ToString(), body);
        var verdict = signed.Check(headers[SignedRequest.Header], simulation.Secrets, simulation.Clock.GetUtcNow());
        if (verdict == SignatureVerdict.Good) return true;
        await context.ProblemAsync(401, "signature-" + verdict.ToString().ToLowerInvariant(), verdict switch
        {
            SignatureVerdict.Missing => $"{SignedRequest.Header}: t=…,v1=… is missing.",
            SignatureVerdict.Wrong => "The signature does not fit: another secret, or the request was changed.",
            _ => $"The signature is older than {SignedRequest.AgeMax.TotalMinutes} minutes, or a clock is wrong.",
        });
        return false;
    }

    private static async Task<string?> KeyOfAsync(HttpContext context, string key)
    {
        if (key.Length is > 0 and <= KeyLengthMax) return key;
        await context.ProblemAsync(400, "key-missing", $"An idempotency key of 1-{KeyLengthMax} characters is wanted.");
        return null;
    }
}
