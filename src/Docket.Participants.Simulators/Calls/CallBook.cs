namespace Docket.Participants.Simulators.Calls;

/// <summary>All calls that ended, in memory and on disk. One at a time.</summary>
public sealed class CallBook : IDisposable
{
    private const string FileName = "calls.jsonl";
    private readonly Lock _gate = new();
    private readonly CallFile _file;
    private readonly TimeProvider _clock;
    private readonly List<CallRecord> _calls;
    private readonly Dictionary<(string Participant, string Key), CallRecord> _byKey = [];

    private CallBook(CallFile file, IReadOnlyList<CallRecord> calls, TimeProvider clock)
    {
        (_file, _clock, _calls) = (file, clock, [.. calls]);
        foreach (var call in calls) _byKey[(call.Participant, call.Key)] = call;
    }

    /// <summary>Opens or makes the book in a directory.</summary>
    /// <exception cref="IOException">Another process has it, or the directory cannot be written.</exception>
    public static CallBook Open(string directory, TimeProvider clock)
    {
        Directory.CreateDirectory(directory);
        var (file, calls) = CallFile.Open(Path.Combine(directory, FileName));
        return new CallBook(file, calls, clock);
    }

    /// <summary>What was done, oldest first.</summary>
    public IReadOnlyList<CallRecord> Effects()
    {
        lock (_gate) return [.. _calls.Where(call => call.IsEffect)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate) _file.Dispose();
    }

    internal CallRecord? Find(string participant, string key)
    {
        lock (_gate) return _byKey.GetValueOrDefault((participant, key));
    }

    /// <summary>Ends a call: the first answer where the key has one, otherwise what the rules say, kept.</summary>
    /// <returns>Null where the key came with another request before.</returns>
    internal CallRecord? Answer(Asked asked, string? refusal)
    {
        lock (_gate)
        {
            if (_byKey.GetValueOrDefault((asked.Participant, asked.Key)) is { } first)
                return CallRules.IsRepeat(asked, first) ? first : null;
            var undone = asked.Request.Undoes is { } action
                ? _byKey.GetValueOrDefault((asked.Participant, action))
                : null;
            var records = CallRules.Decide(asked, refusal, undone, _clock.GetUtcNow());
            _file.Append(records);
            foreach (var record in records) _byKey[(record.Participant, record.Key)] = record;
            _calls.AddRange(records);
            return records[^1];
        }
    }
}
