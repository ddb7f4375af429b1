using Docket.Journal.Processes;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;

namespace TenantOnboarding;

/// <summary>
/// A service elsewhere whose work takes a while: the first call begins it, later ones of the same key ask how it stands.
/// It outlives the process that calls it, as services elsewhere do.
/// </summary>
/// <param name="length">How long its work takes; null where it never comes to an end.</param>
/// <param name="clock">Its time.</param>
/// <param name="answer">What it answers when it is done.</param>
public sealed class SlowService(TimeSpan? length, TimeProvider clock, Func<StepCall, JsonText?> answer) : IParticipant
{
    private static readonly TimeSpan AskAgainMax = TimeSpan.FromHours(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _begun = [];
    private readonly HashSet<string> _undone = [];
    private int _answersToLose;

    /// <summary>What was begun and not undone, by key.</summary>
    public IReadOnlyCollection<string> Standing
    {
        get
        {
            lock (_gate) return [.. _begun.Keys.Where(key => !_undone.Contains(key))];
        }
    }

    /// <summary>Takes the next calls and loses their answers on the way back.</summary>
    public void LoseAnswers(int count) => Interlocked.Exchange(ref _answersToLose, count);

    /// <inheritdoc/>
    public ValueTask<StepOutcome> ExecuteAsync(StepCall call, CancellationToken cancellationToken)
    {
        var outcome = call.Kind == CallKind.Action ? Do(call) : Undo(call);
        return Interlocked.Decrement(ref _answersToLose) >= 0
            ? throw new IOException("The connection was cut after the request was sent.")
            : ValueTask.FromResult(outcome);
    }

    /// <inheritdoc/>
    public ValueTask<StepOutcome?> QueryAsync(StepCall call, CancellationToken cancellationToken) =>
        ValueTask.FromResult<StepOutcome?>(null); // Asking again with the same key tells it too.

    private StepOutcome Do(StepCall call)
    {
        lock (_gate)
        {
            if (_undone.Contains(call.Key)) return new StepOutcome.Refused("It was undone.");
            var now = clock.GetUtcNow();
            _begun.TryAdd(call.Key, now);
            var left = length is { } known ? _begun[call.Key] + known - now : AskAgainMax;
            return left > TimeSpan.Zero
                ? new StepOutcome.FailedForNow("not done yet", left < AskAgainMax ? left : AskAgainMax)
                : new StepOutcome.Succeeded(answer(call));
        }
    }

    private StepOutcome.Succeeded Undo(StepCall call)
    {
        lock (_gate) _undone.Add(call.ActionKey);
        return new StepOutcome.Succeeded();
    }
}
