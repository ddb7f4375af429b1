using System.Collections.Concurrent;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;

namespace Docket.Application.Checkout.Simulated;

/// <summary>
/// Stands in for a service that is not there, for demonstrations and development. It keeps the participants' contract,
/// in memory, and fails as it is told to.
/// </summary>
public sealed class SimulatedParticipant(string name, SimulatedFaults faults, TimeProvider clock) : IParticipant
{
    private readonly ConcurrentDictionary<string, StepOutcome> _final = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private int _effects;

    /// <summary>Actions that took effect less those that were undone.</summary>
    public int Standing => Volatile.Read(ref _effects);

    /// <inheritdoc/>
    public async ValueTask<StepOutcome> ExecuteAsync(StepCall call, CancellationToken cancellationToken)
    {
        if (faults.Delay > TimeSpan.Zero) await Task.Delay(faults.Delay, clock, cancellationToken);
        var outcome = Handle(call);
        return faults.Doubled ? Handle(call) : outcome;
    }

    /// <inheritdoc/>
    public ValueTask<StepOutcome?> QueryAsync(StepCall call, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_final.GetValueOrDefault(call.Key));

    private StepOutcome Handle(StepCall call)
    {
        lock (_gate)
        {
            if (_final.TryGetValue(call.Key, out var first)) return first;
            var times = _calls.AddOrUpdate(call.Key, 1, (_, before) => before + 1);
            if (times <= faults.FailsFirst) return new StepOutcome.FailedForNow($"{name} is busy.");
            var outcome = _final[call.Key] = call.Kind == CallKind.Action ? Do(call) : Undo(call);
            return times <= faults.FailsFirst + faults.UnknownFirst
                ? new StepOutcome.Unknown($"The connection to {name} broke off.")
                : outcome;
        }
    }

    private StepOutcome Do(StepCall call)
    {
        if (faults.Refuses is { } reason) return new StepOutcome.Refused(reason);
        _effects++;
        return new StepOutcome.Succeeded(new JsonText($"\"{name}-{call.Process}\""));
    }

    private StepOutcome Undo(StepCall call)
    {
        if (faults.RefusesUndoing is { } reason) return new StepOutcome.Refused(reason);
        if (_final.GetValueOrDefault(call.ActionKey) is StepOutcome.Succeeded) _effects--;
        else _final[call.ActionKey] = new StepOutcome.Refused("It was called off before it came.");
        return new StepOutcome.Succeeded();
    }
}
