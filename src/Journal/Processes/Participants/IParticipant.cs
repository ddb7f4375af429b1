namespace Docket.Journal.Processes.Participants;

/// <summary>A service that does a process's steps and undoes them.</summary>
/// <remarks>
/// What it must keep to, because calls are repeated, overtake each other and lose their answers:
/// a key takes effect at most once, and its success or refusal is final, so that a repeat gets the first answer;
/// undoing what was never done succeeds, and from then on the action's key is refused.
/// </remarks>
public interface IParticipant
{
    /// <summary>Does the step or undoes it, as the call says.</summary>
    /// <returns>How it ended. An exception counts as <see cref="StepOutcome.Unknown"/>.</returns>
    ValueTask<StepOutcome> ExecuteAsync(StepCall call, CancellationToken cancellationToken);

    /// <summary>How a call of this key ended, asked when its answer was lost.</summary>
    /// <returns>Null where the participant cannot tell, or does not know the key: the call is then made
    /// again.</returns>
    ValueTask<StepOutcome?> QueryAsync(StepCall call, CancellationToken cancellationToken);
}
