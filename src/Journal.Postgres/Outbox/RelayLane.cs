using Docket.Journal.Store;
using Npgsql;

namespace Docket.Journal.Postgres.Outbox;

/// <summary>
/// One loop over a part of the relay's partitions: takes what the stream brought, asks the table for those that do not
/// follow it, publishes, marks. While one lane reads, another publishes.
/// </summary>
internal sealed class RelayLane(int number, RelayParts parts)
{
    private static readonly TimeSpan VisibilityPause = TimeSpan.FromMilliseconds(2);
    private readonly Dictionary<int, PartitionFlow> _flows = [];
    private readonly PartitionPublishing _publishing = new(parts);
    private readonly LanePages _pages = new(number, parts);
    private readonly Doorbell _bell = new();
    private long _askedAt = parts.Clock.GetTimestamp();
    private long _toldAt = parts.Clock.GetTimestamp();

    /// <summary>Why the last turn failed; null when it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>There may be something to do.</summary>
    public void Ring() => _bell.Ring();

    /// <summary>Works until asked to stop; what is under way then is finished, unless that is aborted too.</summary>
    public async Task RunAsync(CancellationToken stopping, CancellationToken abort)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (!await TurnAsync(abort)) await _bell.WaitAsync(Pause(), parts.Clock, stopping);
                Failure = null;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // Something may have been marked or not: each partition goes on from what the database says.
                Failure = failure.Message;
                parts.Logger.OutboxNotReached(failure);
                _flows.Clear();
                await Task.Delay(parts.Options.RetryPauseMin, parts.Clock, stopping);
            }
        }
    }

    /// <summary>One page; false when there was nothing to do.</summary>
    private async Task<bool> TurnAsync(CancellationToken abort)
    {
        await OwnAsync(abort);
        var telling = Elapsed(ref _toldAt, parts.Options.WatermarkInterval);
        if (telling) CheckQuietFlows();
        if (Elapsed(ref _askedAt, parts.Options.PollInterval)) AskTheTable();
        var page = await _pages.NextAsync(_flows.Values, abort);
        var publishing = new List<Task<Published>>();
        foreach (var flow in _flows.Values)
        {
            var events = page.Of(flow);
            var watermark = telling && !flow.IsPaused ? Watermark(flow, page) : null;
            if (events.Count > 0 || watermark is not null)
                publishing.Add(_publishing.RunAsync(flow, events, watermark, abort));
        }

        var published = await Task.WhenAll(publishing);
        foreach (var one in published.Where(one => !one.Whole)) page.NotClear(one.Flow);
        await MarkAsync([.. published.Where(one => one.IsNews)], abort);
        _pages.Finish(page, _flows.Values);
        return page.Count > 0;
    }

    /// <summary>What is to be told of a partition that is clear with this page, unless it was told already.</summary>
    private static Position? Watermark(PartitionFlow flow, LanePage page)
    {
        var clear = page.ClearThrough(flow)
            ?? (page.Of(flow).Count == 0 && !flow.MoreToRead ? flow.SeenThrough : null);
        return clear > flow.Told ? clear : null;
    }

    private async Task MarkAsync(List<Published> published, CancellationToken abort)
    {
        if (published.Count == 0) return;
        var kept = await MarkWhenVisibleAsync(published, abort);
        foreach (var (flow, through, events, _) in published)
        {
            if (kept.Contains((short)flow.Partition))
            {
                flow.Done(through);
                parts.Meter.Published(events);
            }
            else
            {
                _publishing.Lost(flow);
                _flows.Remove(flow.Partition);
            }
        }
    }

    private async Task<short[]> MarkWhenVisibleAsync(List<Published> published, CancellationToken abort)
    {
        while (true)
        {
            try
            {
                return await parts.Table.MarkAsync(published, abort);
            }
            catch (PostgresException early) when (early.SqlState == OutboxTable.NotVisibleState)
            {
                await Task.Delay(VisibilityPause, parts.Clock, abort);
            }
        }
    }

    /// <summary>Lets go of partitions that are no longer ours or shall be another relay's, and begins new ones.</summary>
    private async Task OwnAsync(CancellationToken abort)
    {
        var owned = parts.Membership.Owned.Where(one => one.Partition % parts.Options.Lanes == number).ToList();
        foreach (var flow in _flows.Values.ToList())
        {
            if (flow.Owned.Lost || flow.Owned.Surplus || !owned.Contains(flow.Owned)) _flows.Remove(flow.Partition);
        }

        foreach (var gone in owned.Where(one => one.Surplus || one.Lost))
            await parts.Membership.GiveBackAsync(gone, abort);
        var begun = owned
            .Where(one => !one.Surplus && !one.Lost && !_flows.ContainsKey(one.Partition))
            .ToDictionary(one => one.Partition);
        if (begun.Count == 0) return;
        foreach (var (partition, cursor) in await parts.Table.CursorsAsync(begun.Keys, abort))
            _flows.Add(partition, new PartitionFlow(begun[partition], cursor, parts.Clock));
    }

    /// <summary>
    /// A partition that follows the stream and was told nothing while the journal grew looks into the table: its watermark
    /// goes on with the journal, and a stream that went silent is noticed.
    /// </summary>
    private void CheckQuietFlows()
    {
        foreach (var flow in _flows.Values)
        {
            if (flow.Following && flow.Told == flow.SeenThrough && parts.Signal.Head > flow.SeenThrough) flow.Ask();
        }
    }

    private void AskTheTable()
    {
        foreach (var flow in _flows.Values)
        {
            if (!flow.Following) flow.Ask();
        }
    }

    private TimeSpan Pause()
    {
        var pause = parts.Options.PollInterval < parts.Options.WatermarkInterval
            ? parts.Options.PollInterval
            : parts.Options.WatermarkInterval;
        foreach (var flow in _flows.Values)
        {
            var left = flow.IsDue(parts.Signal.Head) ? VisibilityPause : flow.PauseLeft;
            if (left > TimeSpan.Zero && left < pause) pause = left;
        }

        return pause;
    }

    private bool Elapsed(ref long since, TimeSpan interval)
    {
        if (parts.Clock.GetElapsedTime(since) < interval) return false;
        since = parts.Clock.GetTimestamp();
        return true;
    }
}
