using Docket.Host.Composition;
using Docket.ReadModels;
using Docket.ReadModels.Redis;

namespace Docket.Host.Tests.Running;

public sealed class WaitingThreadsTests
{
    private static int Workers
    {
        get
        {
            ThreadPool.GetMinThreads(out var workers, out _);
            return workers;
        }
    }

    // One test, for the pool is the whole process's, and what it was raised to it keeps.
    [Fact]
    public void Each_view_that_is_applied_in_an_engine_has_two_threads_and_the_others_none()
    {
        var before = Workers;
        WaitingThreads.ReserveFor(_ => new LocalViews(), _ => true);
        WaitingThreads.ReserveFor(_ => new RedisViews(null!), _ => false);
        Assert.Equal(before, Workers);

        WaitingThreads.ReserveFor(_ => new RedisViews(null!), _ => true);
        Assert.True(Workers >= Environment.ProcessorCount + (2 * ViewNames.All.Count), $"{Workers}");
    }
}
