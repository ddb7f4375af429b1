using Docket.Journal.Projections;
using Docket.Journal.Redis.Connecting;

namespace Docket.Journal.Redis.Views;

/// <summary>For the row stores' calls, which wait for their answers: each view has one thread that does so.</summary>
internal static class Waiting
{
    /// <exception cref="ViewStorageException">The server fails or refuses; the events are not to blame.</exception>
    public static T For<T>(string view, Func<Task<T>> work)
    {
        try
        {
            return Task.Run(work).GetAwaiter().GetResult();
        }
        catch (Exception failure) when (RedisServer.IsPassing(failure) && failure is not ViewStorageException)
        {
            throw new ViewStorageException($"The view {view} in Redis cannot be used now: {failure.Message}", failure);
        }
    }
}
