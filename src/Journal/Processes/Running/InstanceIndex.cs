using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Serialization;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Journal.Processes.Running;

/// <summary>
/// What there is to do, folded from the journal: which instances want to be run now, and when timers are due. Instances
/// that wait cost their timers and nothing else.
/// </summary>
/// <remarks>
/// Used by one thread at a time. It may be behind the streams, never ahead: whoever is woken for nothing finds nothing
/// to do.
/// </remarks>
internal sealed class InstanceIndex(Action<DateTimeOffset, Position> addTimer)
{
    private readonly Dictionary<StreamName, StreamVersion> _wanting = [];
    private Dictionary<(StreamName, string), (DateTimeOffset Due, Position SetAt)>? _history = [];

    /// <summary>Whether the history is folded.</summary>
    public bool IsLive => _history is null;

    /// <summary>The instances that want to be run, and the version they were seen at; they are told once.</summary>
    public IReadOnlyList<KeyValuePair<StreamName, StreamVersion>> TakeWanting()
    {
        KeyValuePair<StreamName, StreamVersion>[] wanting = [.. _wanting];
        _wanting.Clear();
        return wanting;
    }

    /// <summary>Folds one more event in.</summary>
    public void Apply(RecordedEvent recorded)
    {
        switch (WireName.NameOf(recorded.Type))
        {
            case ProcessWireNames.TimerSet:
                Set(recorded, (TimerSet)recorded.Payload);
                break;
            case ProcessWireNames.TimerFired:
                Fired(recorded, ((TimerFired)recorded.Payload).Timer);
                break;
            case ProcessWireNames.CompensationBegun:
                Forget(recorded.Stream);
                _wanting[recorded.Stream] = recorded.Version;
                break;
            case ProcessWireNames.ChoreographyStarted:
                break; // Its participants hear of it; the instance itself has nothing to do.
            case ProcessWireNames.StepTold:
                Rest(recorded);
                break;
            case ProcessWireNames.Ended:
                Forget(recorded.Stream);
                _wanting.Remove(recorded.Stream);
                break;
            case ProcessWireNames.StoppedForPerson:
                _wanting.Remove(recorded.Stream);
                break;
            default:
                _wanting[recorded.Stream] = recorded.Version;
                break;
        }
    }

    /// <summary>
    /// The history is folded: what is still set of its timers is handed on, and their owners are forgotten.
    /// </summary>
    public void EndHistory()
    {
        foreach (var (due, setAt) in _history!.Values) addTimer(due, setAt);
        _history = null;
    }

    private void Set(RecordedEvent recorded, TimerSet timer)
    {
        // The deadline runs beside everything else; an instance that set another timer waits for it.
        if (timer.Timer != ProcessTimers.Deadline) _wanting.Remove(recorded.Stream);
        if (_history is null) addTimer(timer.Due, recorded.Position);
        else _history[(recorded.Stream, timer.Timer)] = (timer.Due, recorded.Position);
    }

    private void Fired(RecordedEvent recorded, string timer)
    {
        _history?.Remove((recorded.Stream, timer));
        if (timer != ProcessTimers.Deadline) _wanting[recorded.Stream] = recorded.Version;
    }

    /// <summary>What is told may come once more, when the stream has gone on.</summary>
    private void Rest(RecordedEvent told)
    {
        Forget(told.Stream);
        if (_wanting.TryGetValue(told.Stream, out var seen) && seen < told.Version) _wanting.Remove(told.Stream);
    }

    private void Forget(StreamName stream)
    {
        foreach (var timer in ProcessTimers.All) _history?.Remove((stream, timer));
    }
}
