using Docket.Participants.Http;

namespace Docket.Participants.Simulators.Calls;

/// <summary>
/// The contract of participants, pure: a key takes effect at most once and keeps its first answer; undoing what was
/// never done succeeds, and the action's key is refused from then on.
/// </summary>
internal static class CallRules
{
    /// <summary>What a call that has no answer yet adds to what is known.</summary>
    /// <param name="asked">The call.</param>
    /// <param name="refusal">Why it is to be refused, if it is.</param>
    /// <param name="undone">How the action ended that it undoes; null where it is not known or nothing is undone.</param>
    /// <param name="at">Now.</param>
    /// <returns>In the order in which they are kept; the call's own answer is the last one.</returns>
    public static IReadOnlyList<CallRecord> Decide(
        Asked asked, string? refusal, CallRecord? undone, DateTimeOffset at)
    {
        if (refusal is not null) return [Refused(asked, asked.Key, refusal, at) with { Request = asked.Request }];
        var does = asked.Request.Undoes is null || undone is { Outcome: AnswerDocument.Succeeded };
        var answer = new CallRecord(at, asked.Participant, asked.Operation, asked.Key, AnswerDocument.Succeeded, does)
        {
            Reference = $"{asked.Participant}-{asked.Request.SagaId}",
            Request = asked.Request,
        };
        // The calling off comes first: torn between the two, the undoing is asked again and finds it.
        return asked.Request.Undoes is { } action && undone is null
            ? [Refused(asked, action, "It was called off before it came.", at), answer]
            : [answer];
    }

    /// <summary>A repeat has to ask for the same.</summary>
    public static bool IsRepeat(Asked asked, CallRecord known) =>
        known.Request is null || (known.Operation == asked.Operation && IsSame(known.Request, asked.Request));

    private static CallRecord Refused(Asked asked, string key, string reason, DateTimeOffset at) =>
        new(at, asked.Participant, asked.Operation, key, AnswerDocument.Refused, IsEffect: false) { Reason = reason };

    private static bool IsSame(CallDocument one, CallDocument other) =>
        one with { Lines = null } == other with { Lines = null }
        && (one.Lines ?? []).SequenceEqual(other.Lines ?? []);
}

/// <summary>A call as it came in.</summary>
internal sealed record Asked(string Participant, string Operation, string Key, CallDocument Request);
