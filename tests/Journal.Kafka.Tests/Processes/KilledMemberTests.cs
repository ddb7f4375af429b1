using System.Collections.Concurrent;
using System.Diagnostics;
using Docket.Journal.InMemory;
using Docket.Journal.Kafka.JournalTopic;
using Docket.Journal.Kafka.Tests.Brokers;

namespace Docket.Journal.Kafka.Tests.Processes;

public sealed class KilledMemberTests : IAsyncDisposable
{
    private readonly TestBroker _broker = new();
    private readonly TestSink _sink = new();
    private readonly InMemoryEventStore _journal = Note.NewJournal();
    private readonly ConcurrentDictionary<int, Process> _members = new();
    private readonly SinkServer _server;
    private readonly Running _writing;
    private readonly Seen _killed = new();
    private int _toKill;
    private int _kills;

    public KilledMemberTests()
    {
        _server = new SinkServer(_sink, KillInMidBatch);
        _writing = Running.Start(token => new JournalTopicWriter(
            _broker.Options, _journal, new TestLeases(), "a", TimeProvider.System, new HeardLog()).RunAsync(token));
    }

    [Fact]
    public async Task Members_killed_in_mid_batch_lose_and_repeat_nothing()
    {
        Start();
        Start();
        for (var kill = 1; kill <= 4; kill++)
        {
            await Note.AppendAsync(_journal, 1_000, 100);
            await _sink.UntilAppliedAsync(1_000 * kill - 500);
            Interlocked.Exchange(ref _toKill, 1);
            await Note.AppendAsync(_journal, 1_000, 100);
            await _killed.UntilAsync(() => _kills == kill, $"kill {kill}");
            Start();
        }

        await _sink.UntilAppliedAsync((int)_journal.Head.Value);

        await _sink.AssertCompleteAsync(_journal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members.Values)
        {
            if (!member.HasExited) member.Kill();
            member.Dispose();
        }

        _server.Dispose();
        await _writing.DisposeAsync();
        await _journal.DisposeAsync();
        _broker.Dispose();
    }

    /// <summary>Its batch has reached the sink, and its answer will reach nobody.</summary>
    private void KillInMidBatch(int process)
    {
        if (Interlocked.Exchange(ref _toKill, 0) == 0) return;
        _members[process].Kill();
        Interlocked.Increment(ref _kills);
        _killed.Changed();
    }

    private void Start()
    {
        var start = new ProcessStartInfo("dotnet");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Docket.Kafka.Member.dll"));
        start.ArgumentList.Add(_broker.Cluster.Servers);
        start.ArgumentList.Add($"{_server.Port}");
        var member = Process.Start(start)!;
        _members[member.Id] = member;
    }
}
