using System.Collections.Concurrent;
using Docket.Application.Wire;
using Docket.Host.Output;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Store;

namespace Docket.Host.Bench;

/// <summary>Follows the journal for how long sagas take: from their beginning, and from where they were taken back.</summary>
internal sealed class SagaEnds : IAsyncDisposable
{
    private readonly IEventStore _journal;
    private readonly EventFilter _filter = DocketCodec.Create().FilterFor(
        [
            typeof(ProcessStarted), typeof(ChoreographyStarted), typeof(CompensationBegun), typeof(StoppedForPerson),
            typeof(ProcessEnded),
        ]);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _expected = new();
    private readonly Dictionary<string, DateTimeOffset> _begun = [];
    private readonly Dictionary<string, DateTimeOffset> _turned = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly Task _following;
    private List<double> _whole = [];
    private List<double> _back = [];

    public SagaEnds(IEventStore journal)
    {
        _journal = journal;
        _following = Task.Run(FollowAsync);
    }

    /// <summary>Completes when the saga has ended; fails when it waits for a person, for nobody will come.</summary>
    public Task Expect(string id) =>
        _expected.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Milliseconds from the beginning to the end, shortest first.</summary>
    public List<double> Whole() => Sorted(_whole);

    /// <summary>Milliseconds from the first "no" to the end, shortest first.</summary>
    public List<double> Back() => Sorted(_back);

    /// <summary>What was measured so far does not count.</summary>
    public void Forget()
    {
        lock (_gate) (_whole, _back) = ([], []);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private List<double> Sorted(List<double> times)
    {
        lock (_gate) return [.. times.Order()];
    }

    private async Task FollowAsync()
    {
        var position = _journal.Head;
        while (true)
        {
            await foreach (var page in _journal.ReadAllAsync(position, _filter, _stopping.Token))
            {
                lock (_gate)
                    foreach (var recorded in page.Events) Saw(ProcessService.InstanceOf(recorded.Stream), recorded.Payload);
                position = page.Through;
            }

            await _journal.WaitForAppendAsync(position, _stopping.Token);
        }
    }

    private void Saw(string id, object happened)
    {
        if (happened is ProcessStarted or ChoreographyStarted) _begun[id] = ((ProcessEvent)happened).At;
        if (happened is CompensationBegun turned) _turned.TryAdd(id, turned.At);
        if (happened is StoppedForPerson stopped && _expected.TryRemove(id, out var left))
            left.SetException(new FailureException($"{id} waits for a person at {stopped.Step}: {stopped.Reason}"));
        if (happened is not ProcessEnded ended) return;
        if (_begun.Remove(id, out var from)) _whole.Add((ended.At - from).TotalMilliseconds);
        if (_turned.Remove(id, out var back)) _back.Add((ended.At - back).TotalMilliseconds);
        if (_expected.TryRemove(id, out var waiting)) waiting.SetResult();
    }
}
