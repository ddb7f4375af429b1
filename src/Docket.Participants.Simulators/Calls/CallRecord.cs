using Docket.Participants.Http;

namespace Docket.Participants.Simulators.Calls;

/// <summary>A call that ended for good; kept for ever, and what a repeat of its key is answered from.</summary>
/// <param name="At">When.</param>
/// <param name="Participant">Whose, such as <c>payments</c>.</param>
/// <param name="Operation">What was asked, such as <c>charges</c>.</param>
/// <param name="Key">Its idempotency key.</param>
/// <param name="Outcome">succeeded or refused.</param>
/// <param name="IsEffect">Whether it did something; undoing what was never done succeeds and does nothing.</param>
public sealed record CallRecord(
    DateTimeOffset At, string Participant, string Operation, string Key, string Outcome, bool IsEffect)
{
    /// <summary>Why it was refused.</summary>
    public string? Reason { get; init; }

    /// <summary>The simulator's name for what it did.</summary>
    public string? Reference { get; init; }

    /// <summary>What was asked; null where the key was called off before anything was.</summary>
    public CallDocument? Request { get; init; }
}
