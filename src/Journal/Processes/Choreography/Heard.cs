using System.Collections.Concurrent;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Serialization;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Journal.Processes.Choreography;

/// <summary>Public events that a participant heard and has not reacted to yet.</summary>
/// <remarks>
/// Kept in memory only: what a stream shows as reacted to is not heard again, and all else is heard anew from the journal
/// after a restart. Events that come twice or in another order find nothing to do.
/// </remarks>
internal sealed class Heard
{
    private readonly ConcurrentDictionary<(StreamName Stream, Direction Direction), RecordedEvent> _events = new();

    /// <summary>Whether a stream's owner has something to react to.</summary>
    public bool IsWaiting(StreamName consumer) =>
        _events.ContainsKey((consumer, Direction.Forward)) || _events.ContainsKey((consumer, Direction.Back));

    public void Add(StreamName consumer, Direction direction, RecordedEvent heard) => _events[(consumer, direction)] = heard;

    /// <summary>The stream shows that it was reacted to; or nobody here has to any more.</summary>
    public void Remove(StreamName consumer, Direction direction) => _events.TryRemove((consumer, direction), out _);

    /// <summary>Forgets whatever is another process's to hear now.</summary>
    public void RemoveAll(Func<StreamName, bool> consumers)
    {
        foreach (var (stream, direction) in _events.Keys)
            if (consumers(stream)) Remove(stream, direction);
    }

    /// <summary>Whether an event is one that participants tell each other.</summary>
    public static bool IsTold(RecordedEvent recorded) =>
        recorded.Type.StartsWith(ProcessWireNames.StepTold, StringComparison.Ordinal)
        || recorded.Type.StartsWith(ProcessWireNames.ChoreographyStarted, StringComparison.Ordinal);

    /// <summary>A stream's own event may show that its owner reacted.</summary>
    public void Saw(RecordedEvent own)
    {
        var name = WireName.NameOf(own.Type);
        if (name is ProcessWireNames.PartStarted or ProcessWireNames.Ended) Remove(own.Stream, Direction.Forward);
        if (name is ProcessWireNames.CompensationBegun or ProcessWireNames.Ended) Remove(own.Stream, Direction.Back);
    }

    /// <summary>What a stream's owner does about what it heard; null where nothing is to be done.</summary>
    public ProcessCommand? ReactionOf(StreamName consumer, ProcessState state, DateTimeOffset now)
    {
        foreach (var direction in (ReadOnlySpan<Direction>)[Direction.Forward, Direction.Back])
        {
            if (!_events.TryGetValue((consumer, direction), out var heard)) continue;
            if (CommandFor(consumer, state, direction, heard, now) is { } command) return command;
            Remove(consumer, direction);
        }

        return null;
    }

    /// <summary>It was reacted to.</summary>
    public void Answered(StreamName consumer, ProcessCommand command)
    {
        if (command is StartPart or EndChoreography) Remove(consumer, Direction.Forward);
        if (command is TakeBack or EndChoreography) Remove(consumer, Direction.Back);
    }

    private static ProcessCommand? CommandFor(
        StreamName consumer, ProcessState state, Direction direction, RecordedEvent heard, DateTimeOffset now)
    {
        var cause = heard.Metadata.EventId.ToString();
        var (name, brief) = heard.Payload switch
        {
            ChoreographyStarted e => (e.Name, e.Brief),
            StepTold e => (e.Name, e.Brief),
            _ => throw new JournalCorruptException($"{heard} is no event that a participant tells."),
        };
        return (direction, state.Phase) switch
        {
            (_, ProcessPhase.Forward) when state.Choreographed => new EndChoreography(
                direction == Direction.Forward ? ProcessStatus.Completed : ProcessStatus.Compensated)
            { At = now, Cause = cause },
            (Direction.Forward, ProcessPhase.None) when PartStreams.IsPart(consumer) =>
                new StartPart(PartStreams.StepOf(consumer), brief) { At = now, Cause = cause },
            (Direction.Back, ProcessPhase.Resting) => new TakeBack($"{name} was told.") { At = now, Cause = cause },
            _ => null,
        };
    }
}
