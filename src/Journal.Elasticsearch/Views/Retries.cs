using Docket.Journal.Projections;

namespace Docket.Journal.Elasticsearch.Views;

/// <summary>Tries again what the cluster does not take now, a little later each time.</summary>
internal sealed class Retries(
    string view, ElasticsearchOptions options, (TimeProvider Clock, CancellationToken Closing) host)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <exception cref="ViewStorageException">It did not go well within the patience, or never will.</exception>
    public void Run(Action work)
    {
        var since = host.Clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                work();
                return;
            }
            catch (Exception failure) when (Failures.IsOfCluster(failure))
            {
                var isOver = host.Closing.IsCancellationRequested
                    || host.Clock.GetElapsedTime(since) + pause > options.CommitPatience;
                if (isOver || !Failures.IsPassing(failure))
                    throw new ViewStorageException(
                        $"The view {view} cannot be kept in Elasticsearch now: {failure.Message}", failure);
            }

            Pause(pause);
        }
    }

    /// <summary>Waits, or less where this process ends.</summary>
    public void Pause(TimeSpan time)
    {
        if (time <= TimeSpan.Zero) return;
        Task.Delay(time, host.Clock, host.Closing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter()
            .GetResult();
    }
}
