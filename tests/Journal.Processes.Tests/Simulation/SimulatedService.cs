using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;

namespace Docket.Journal.Processes.Tests.Simulation;

/// <summary>
/// A participant somewhere else, with a memory of its own. It keeps the contract of <see cref="IParticipant"/>, and
/// counts effects by what they are, not by key: an engine that asks twice under two keys is found out.
/// </summary>
internal sealed class SimulatedService(World world, string name)
{
    private static readonly TimeSpan BusyFor = TimeSpan.FromMinutes(2);
    private readonly Dictionary<string, StepOutcome> _final = [];
    private readonly Dictionary<(string Process, string Step, CallKind Kind), int> _effects = [];

    public string Name { get; } = name;

    public Faults Faults { get; set; } = Faults.None;

    /// <summary>Refuses actions, whatever the dice say.</summary>
    public bool RefusesAll { get; set; }

    /// <summary>How often an action, or its undoing, took effect.</summary>
    public int Effects(string process, string step, CallKind kind) => _effects.GetValueOrDefault((process, step, kind));

    /// <summary>Actions that stand: done and not undone.</summary>
    public int Standing(string process, string step) =>
        Effects(process, step, CallKind.Action) - Effects(process, step, CallKind.Compensation);

    /// <summary>Everything that happened twice.</summary>
    public IEnumerable<string> Doubled => _effects.Where(effect => effect.Value > 1)
        .Select(effect => $"{Name}: {effect.Key.Step} {effect.Key.Kind} of {effect.Key.Process} took effect {effect.Value} times");

    public StepOutcome? Status(StepCall call) => _final.GetValueOrDefault(call.Key);

    public StepOutcome Handle(StepCall call)
    {
        if (_final.TryGetValue(call.Key, out var first)) return first;
        if (world.Chance(Faults.Fails))
            return new StepOutcome.FailedForNow($"{Name} is busy.", world.Chance(0.5) ? world.UpTo(BusyFor) : null);
        var forgets = world.Chance(Faults.SaysUnknown);
        if (forgets && world.Chance(0.5)) return new StepOutcome.Unknown($"{Name} lost track of it.");
        var outcome = call.Kind == CallKind.Action ? Do(call) : Undo(call);
        return forgets ? new StepOutcome.Unknown($"{Name} lost track of it.") : outcome;
    }

    private StepOutcome Do(StepCall call)
    {
        var outcome = RefusesAll || world.Fate($"{Name} refuses {call.Key}", Faults.Refuses)
            ? (StepOutcome)new StepOutcome.Refused($"{Name} says no.")
            : new StepOutcome.Succeeded(new JsonText($"\"{call.Step}-of-{call.Process}\""));
        if (outcome is StepOutcome.Succeeded) Count(call);
        return _final[call.Key] = outcome;
    }

    private StepOutcome Undo(StepCall call)
    {
        if (_final.GetValueOrDefault(call.ActionKey) is StepOutcome.Succeeded) Count(call);
        else _final[call.ActionKey] = new StepOutcome.Refused("It was called off before it came.");
        return _final[call.Key] = new StepOutcome.Succeeded();
    }

    private void Count(StepCall call)
    {
        var effect = (call.Process, call.Step, call.Kind);
        _effects[effect] = _effects.GetValueOrDefault(effect) + 1;
    }
}
