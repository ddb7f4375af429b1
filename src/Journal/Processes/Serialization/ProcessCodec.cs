using Docket.Journal.Processes.Deciding;
using Docket.Journal.Serialization;

namespace Docket.Journal.Processes.Serialization;

/// <summary>How the events of processes are stored.</summary>
public static class ProcessCodec
{
    private static readonly Type[] OfSteps =
    [
        typeof(StepTried), typeof(StepSucceeded), typeof(StepRefused), typeof(StepFailedForNow),
        typeof(StepOutcomeUnknown), typeof(StepSkipped), typeof(CompensationBegun), typeof(TimerSet), typeof(TimerFired),
        typeof(StoppedForPerson), typeof(PersonDecided), typeof(ProcessEnded),
    ];

    /// <summary>What happens to instances that somebody leads.</summary>
    internal static IReadOnlyList<Type> LedEventTypes { get; } = [typeof(ProcessStarted), .. OfSteps];

    /// <summary>What happens where nobody leads.</summary>
    internal static IReadOnlyList<Type> PartEventTypes { get; } =
        [typeof(ChoreographyStarted), typeof(PartStarted), typeof(StepTold), .. OfSteps];

    /// <summary>What tells that instances that nobody leads begin and end.</summary>
    internal static IReadOnlyList<Type> OriginEventTypes { get; } =
        [typeof(ChoreographyStarted), typeof(StepTold), typeof(ProcessEnded)];

    /// <summary>Registers every event of the engine's processes.</summary>
    public static EventCodecBuilder AddProcesses(this EventCodecBuilder builder)
    {
        var json = ProcessJson.Create();
        return builder
            .Add(ProcessWireNames.Started, 1, json.ProcessStarted)
            .Add(ProcessWireNames.ChoreographyStarted, 1, json.ChoreographyStarted)
            .Add(ProcessWireNames.PartStarted, 1, json.PartStarted)
            .Add(ProcessWireNames.StepTold, 1, json.StepTold)
            .Add(ProcessWireNames.StepTried, 1, json.StepTried)
            .Add(ProcessWireNames.StepSucceeded, 1, json.StepSucceeded)
            .Add(ProcessWireNames.StepRefused, 1, json.StepRefused)
            .Add(ProcessWireNames.StepFailedForNow, 1, json.StepFailedForNow)
            .Add(ProcessWireNames.StepOutcomeUnknown, 1, json.StepOutcomeUnknown)
            .Add(ProcessWireNames.StepSkipped, 1, json.StepSkipped)
            .Add(ProcessWireNames.CompensationBegun, 1, json.CompensationBegun)
            .Add(ProcessWireNames.TimerSet, 1, json.TimerSet)
            .Add(ProcessWireNames.TimerFired, 1, json.TimerFired)
            .Add(ProcessWireNames.StoppedForPerson, 1, json.StoppedForPerson)
            .Add(ProcessWireNames.PersonDecided, 1, json.PersonDecided)
            .Add(ProcessWireNames.Ended, 1, json.ProcessEnded);
    }
}
