using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Journal.Processes.Tests.Simulation;

/// <summary>What survives every crash: a journal in memory with the rules of a real one, on the simulation's thread.</summary>
internal sealed class SimulatedJournal(EventCodec codec, World world)
{
    private readonly Dictionary<StreamName, List<int>> _streams = [];
    private readonly Dictionary<string, LedgerEntry> _commands = [];
    private readonly List<Action> _waiting = [];

    /// <summary>Made once each, so that a hundred readers decode an event no more than once.</summary>
    public List<RecordedEvent> Events { get; } = [];

    public Position Head => new(Events.Count);

    /// <summary>Told of each append, right when it is durable.</summary>
    public Action<AppendRequest>? Appended { get; set; }

    public AppendResult Append(AppendRequest request)
    {
        if (request.Key is { } key && _commands.TryGetValue(key.Key, out var first)) return new AppendResult.Repeated(first);
        var stream = _streams.GetValueOrDefault(request.Stream) ?? [];
        if (!request.Expected.Matches(new StreamVersion(stream.Count)))
            return new AppendResult.Conflict(new StreamVersion(stream.Count));
        foreach (var recorded in request.Events)
        {
            stream.Add(Events.Count);
            var encoded = codec.Encode(recorded);
            Events.Add(new RecordedEvent(codec, new StoredEvent
            {
                Stream = request.Stream,
                Version = new StreamVersion(stream.Count),
                Position = new Position(Events.Count + 1),
                Type = encoded.Type,
                RecordedAt = world.Now,
                Data = encoded.Data,
                Metadata = encoded.Metadata,
            }));
        }

        _streams[request.Stream] = stream;
        var done = new AppendResult.Appended(
            new StreamVersion(stream.Count), stream.Count > 0 ? Events[stream[^1]].Position : Position.Start);
        if (request.Key is { } command)
            _commands.Add(command.Key, new LedgerEntry(command, request.Stream, done.Version, done.Position));
        Appended?.Invoke(request);
        Wake();
        return done;
    }

    public List<RecordedEvent> Stream(StreamName stream, StreamVersion after) =>
        [.. (_streams.GetValueOrDefault(stream) ?? []).Skip((int)after.Value).Select(at => Events[at])];

    public IEnumerable<StreamName> Streams(string category) => _streams.Keys.Where(name => name.Category == category);

    public List<RecordedEvent> Range(long after, long count) =>
        Events.GetRange((int)after, (int)count);

    public LedgerEntry? Find(string key) => _commands.GetValueOrDefault(key);

    /// <summary>Completes once there is something newer, on the machine that asks.</summary>
    public Task WaitAsync(Machine machine, Position after, CancellationToken cancellationToken)
    {
        if (Head > after) return Task.CompletedTask;
        var newer = new TaskCompletionSource();
        _waiting.Add(() => world.After(TimeSpan.Zero, machine, () => newer.TrySetResult()));
        return newer.Task.WaitAsync(cancellationToken);
    }

    private void Wake()
    {
        foreach (var wake in _waiting) wake();
        _waiting.Clear();
    }
}
