using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;

namespace Docket.Journal.Processes.Tests.Simulation;

/// <summary>What must hold after a simulation, whatever happened in it. Each finding is a sentence with an id.</summary>
internal static class Books
{
    public static IEnumerable<string> Findings(
        Fleet fleet, ProcessCatalog catalog, IEnumerable<string> ids, IReadOnlyDictionary<string, SimulatedService> services)
    {
        foreach (var doubled in services.Values.SelectMany(service => service.Doubled)) yield return doubled;
        foreach (var call in fleet.Unannounced) yield return $"Asked before it was written down: {call}";
        foreach (var id in ids)
        {
            var state = fleet.StateOf(id);
            foreach (var finding in OfEnd(state)) yield return $"{id}: {finding}";
            foreach (var finding in OfTimers(fleet.EventsOf(id))) yield return $"{id}: {finding}";
            foreach (var finding in OfOrder(catalog, state, fleet.EventsOf(id))) yield return $"{id}: {finding}";
            if (state.Phase == ProcessPhase.Ended)
                foreach (var finding in OfEffects(catalog, state, services)) yield return $"{id}: {finding}";
        }
    }

    private static IEnumerable<string> OfEnd(ProcessState state)
    {
        if (state is { Phase: ProcessPhase.Ended, Status: ProcessStatus.Completed or ProcessStatus.Compensated }) yield break;
        if (state.Waiting is { } waiting)
        {
            if (waiting.Failed || state.Progress(waiting.Step) is { IsInDoubt: true }) yield break;
            yield return $"it waits for a person although nothing is in doubt: {waiting.Reason}";
        }
        else
        {
            yield return $"it stands still at {state.Status}, {state.InFlight}";
        }
    }

    /// <summary>Of an order that stands, every step stands; of one that was taken back, none that can be undone.</summary>
    private static IEnumerable<string> OfEffects(
        ProcessCatalog catalog, ProcessState state, IReadOnlyDictionary<string, SimulatedService> services)
    {
        foreach (var step in catalog.Find(state.Definition, state.Version)!.Steps.ToList())
        {
            if (step.Participant is null || !services.TryGetValue(step.Participant, out var service)) continue;
            var standing = service.Standing(state.Id, step.Name);
            if (state.Status == ProcessStatus.Completed && standing != 1 && !step.Optional)
                yield return $"it is completed, and {step.Name} stands {standing} times";
            if (state.Status == ProcessStatus.Compensated && standing != 0 && step.Compensation is Compensation.Undo)
                yield return $"it is compensated, and {step.Name} stands {standing} times";
        }
    }

    private static IEnumerable<string> OfTimers(IEnumerable<ProcessEvent> events)
    {
        var set = new HashSet<string>();
        foreach (var recorded in events)
        {
            if (recorded is TimerSet timer && !set.Add(timer.Timer)) yield return $"timer {timer.Timer} was set twice";
            if (recorded is TimerFired fired && !set.Remove(fired.Timer)) yield return $"timer {fired.Timer} fired unset";
            if (recorded is CompensationBegun or StepTold) set.Clear();
        }
    }

    private static IEnumerable<string> OfOrder(
        ProcessCatalog catalog, ProcessState state, IEnumerable<ProcessEvent> events)
    {
        if (catalog.Find(state.Definition, state.Version) is not { } definition) yield break;
        var names = definition.Steps.Select(step => step.Name).ToList();
        var last = names.Count;
        foreach (var tried in events.OfType<StepTried>().Where(tried => tried.Kind == CallKind.Compensation))
        {
            var at = names.IndexOf(tried.Step);
            if (at > last) yield return $"{tried.Step} was undone after {names[last]}";
            last = at;
        }
    }
}
