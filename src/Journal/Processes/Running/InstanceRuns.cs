using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Processes.Running;

/// <summary>Runs instances side by side: each of them once at a time, and not more at a time than allowed.</summary>
internal sealed class InstanceRuns(
    InstanceRunner runner, Func<StreamName, OwnedPartition?> ownerOf, int runsMax, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private readonly Dictionary<StreamName, Task> _running = [];
    private readonly Dictionary<StreamName, StreamVersion> _again = [];
    private readonly Queue<StreamName> _waiting = new();
    private readonly HashSet<StreamName> _queued = [];

    /// <summary>
    /// Has an instance run now, or once more after the run it is in if that did not see this version.
    /// </summary>
    public void Wake(StreamName stream, StreamVersion seen)
    {
        lock (_gate)
        {
            if (_running.ContainsKey(stream)) _again[stream] = seen;
            else if (_running.Count >= runsMax) Queue(stream);
            else _running[stream] = RunAsync(stream);
        }
    }

    /// <summary>Waits until nothing runs; the partitions have been taken away before.</summary>
    public async Task DrainAsync()
    {
        while (true)
        {
            Task[] running;
            lock (_gate)
            {
                _waiting.Clear();
                running = [.. _running.Values];
            }

            if (running.Length == 0) return;
            await Task.WhenAll(running);
        }
    }

    private void Queue(StreamName stream)
    {
        if (_queued.Add(stream)) _waiting.Enqueue(stream);
    }

    private async Task RunAsync(StreamName stream)
    {
        await Task.Yield(); // Not on the time of whoever woke it.
        StreamVersion settled;
        do settled = await SettleAsync(stream);
        while (!TryLeave(stream, settled));
    }

    private bool TryLeave(StreamName stream, StreamVersion settled)
    {
        lock (_gate)
        {
            if (_again.Remove(stream, out var seen) && seen > settled) return false;
            _running.Remove(stream);
            if (!_waiting.TryDequeue(out var next)) return true;
            _queued.Remove(next);
            _running[next] = RunAsync(next);
            return true;
        }
    }

    /// <summary>Runs until it went well: the journal may be away for a while, and nobody else would come.</summary>
    private async Task<StreamVersion> SettleAsync(StreamName stream)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            // Whose partition it is not has nothing to do here; the new owner finds the instance in the journal.
            if (ownerOf(stream) is not { } owner) return new StreamVersion(long.MaxValue);
            try
            {
                return (await runner.RunAsync(stream, owner.Actor, owner.Lost)).Version;
            }
            catch (OperationCanceledException) when (owner.Lost.IsCancellationRequested)
            {
                return new StreamVersion(long.MaxValue);
            }
            catch (Exception failure)
            {
                Log.ProcessNotRun(logger, failure, stream.ToString(), pause);
                await Task.Delay(pause, clock, owner.Lost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing
                    | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }
}
