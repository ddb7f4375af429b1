using System.Threading.Channels;
using Docket.Journal.Store;

namespace Docket.Checkout.Tests.Given;

/// <summary>A journal that knows whether its reader has seen all of it and sleeps.</summary>
internal sealed class SleepWatch(IEventStore journal) : IEventStore
{
    private readonly Channel<bool> _fallsAsleep = Channel.CreateUnbounded<bool>();
    private readonly Lock _gate = new();
    private Position? _sleepsAfter;

    public Position Head => journal.Head;

    /// <summary>Returns once the reader has nothing more to do, at this time and of this journal.</summary>
    public async Task AsleepAsync(CancellationToken cancellationToken)
    {
        while (!IsAsleep()) await _fallsAsleep.Reader.ReadAsync(cancellationToken);
    }

    public async ValueTask<Position> WaitForAppendAsync(Position after, CancellationToken cancellationToken)
    {
        // Its alarm wakes it in the very call that moves the clock, so that nobody takes it for asleep afterwards.
        await using var waking = cancellationToken.Register(Wake);
        Sleep(after, cancellationToken);
        _fallsAsleep.Writer.TryWrite(true);
        return await journal.WaitForAppendAsync(after, cancellationToken);
    }

    public ValueTask<AppendResult> TryAppendAsync(AppendRequest request, CancellationToken cancellationToken) =>
        journal.TryAppendAsync(request, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, StreamVersion after, CancellationToken cancellationToken) =>
        journal.ReadStreamAsync(stream, after, cancellationToken);

    public IAsyncEnumerable<EventPage> ReadAllAsync(
        Position after, EventFilter filter, CancellationToken cancellationToken) =>
        journal.ReadAllAsync(after, filter, cancellationToken);

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadBackwardsAsync(
        Position before, int count, CancellationToken cancellationToken) =>
        journal.ReadBackwardsAsync(before, count, cancellationToken);

    public ValueTask<LedgerEntry?> FindCommandAsync(string key, CancellationToken cancellationToken) =>
        journal.FindCommandAsync(key, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private bool IsAsleep()
    {
        lock (_gate) return _sleepsAfter == journal.Head;
    }

    private void Sleep(Position after, CancellationToken alarm)
    {
        lock (_gate) _sleepsAfter = alarm.IsCancellationRequested ? null : after;
    }

    private void Wake()
    {
        lock (_gate) _sleepsAfter = null;
    }
}
