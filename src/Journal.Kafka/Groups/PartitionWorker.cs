using Docket.Journal.Kafka.JournalTopic;
using Docket.Journal.Outbox;
using Docket.Journal.Projections.Feeding;
using Docket.Journal.Store;

namespace Docket.Journal.Kafka.Groups;

/// <summary>Applies one partition's events for as long as the partition is this member's.</summary>
// Sources of cancellation without timers hold nothing, and they are asked for after the work has ended.
#pragma warning disable CA1001
internal sealed class PartitionWorker
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BatchPatience = TimeSpan.FromSeconds(5);

    private readonly GroupWork _work;
    private readonly IMembership _member;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborted = new();
    private readonly Task _running;
    private TimeSpan _pause = FirstPause;
    private bool _isCrowded;

    public PartitionWorker(int partition, GroupWork work, IMembership member)
    {
        (Partition, _work, _member) = (partition, work, member);
        _running = Task.Run(RunAsync);
    }

    public int Partition { get; }

    /// <summary>Set where its queue is full and the partition therefore paused.</summary>
    public bool IsCrowded
    {
        get => Volatile.Read(ref _isCrowded);
        set => Volatile.Write(ref _isCrowded, value);
    }

    /// <summary>Ends after the batch in hand, if that does not take too long.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAny(_running, Task.Delay(BatchPatience, _work.Clock, CancellationToken.None));
        await AbortAsync();
    }

    /// <summary>Ends now: the partition is somebody else's already. The sink refuses what comes too late.</summary>
    public async Task AbortAsync()
    {
        await _stopping.CancelAsync();
        await _aborted.CancelAsync();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var claim = await _work.Sink.ClaimAsync(Partition, _stopping.Token);
                Log.PartitionTaken(_work.Logger, _work.Group, Partition, claim.Place.Position.Value, claim.Epoch);
                var place = await ApplyAsync(claim);
                Log.PartitionFenced(_work.Logger, _work.Group, Partition);
                while (!await _member.IsOursAsync(Partition, place, _stopping.Token)) await PauseAsync();
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                // Nobody's event is to blame (the sink parks those): the sink or the broker fails. Stand still, and say so.
                _member.Hold(this);
                Log.PartitionStalled(_work.Logger, _work.Group, Partition, _pause, failure);
                await PauseAsync();
            }
        }

        Log.PartitionGiven(_work.Logger, _work.Group, Partition);
    }

    /// <summary>Applies what comes until the claim does not hold any more.</summary>
    private async ValueTask<PartitionPlace> ApplyAsync(PartitionClaim claim)
    {
        var place = claim.Place;
        var ends = await _member.EndsOfAsync(Partition, _stopping.Token);
        if (!IsHeld(place, ends))
        {
            Log.ReadFromJournal(_work.Logger, _work.Group, _work.Topic, place.Position.Value);
            if (await ApplyJournalAsync(claim, ends) is not { } level) return place;
            place = level;
        }

        var from = Math.Max(ends.Low, place.Offset - 1);
        var queue = new PartitionQueue(place, from, _work.Filter, _work.Codec);
        _member.Fetch(this, from, queue);
        while (true)
        {
            var batch = await queue.NextAsync(_stopping.Token);
            if (batch.Events.Count > 0 || batch.Through.Position > place.Position)
            {
                if (!await _work.Sink.TryApplyAsync(claim, batch, _aborted.Token)) return place;
                place = batch.Through;
                _member.Applied(Partition, place.Offset);
                _pause = FirstPause;
            }

            _member.Relieved(this);
        }
    }

    /// <summary>Whether the topic still has what comes after the place.</summary>
    private static bool IsHeld(PartitionPlace place, PartitionEnds ends) => place.Offset < 0
        ? place.Position == Position.Start && ends.Low == 0
        : place.Offset >= ends.Low && place.Offset <= ends.High;

    /// <summary>Brings the partition level from the journal; null where the claim did not hold.</summary>
    /// <remarks>The topic's end was asked for before: what lies before it is in the journal that is read now.</remarks>
    private async ValueTask<PartitionPlace?> ApplyJournalAsync(PartitionClaim claim, PartitionEnds ends)
    {
        var place = new PartitionPlace(claim.Place.Position, -1);
        await foreach (var page in _work.Store.ReadAllAsync(place.Position, _work.Filter, _stopping.Token))
        {
            var events = page.Events.Where(one => OutboxPartitions.Of(one.Stream.ToString()) == Partition).ToList();
            place = place with { Position = page.Through };
            if (!await _work.Sink.TryApplyAsync(claim, new PartitionBatch(events, place), _aborted.Token)) return null;
        }

        return place with { Offset = ends.High };
    }

    private async Task PauseAsync()
    {
        await Task.Delay(_pause, _work.Clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
    }
}
