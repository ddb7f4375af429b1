using Docket.Journal.Projections;
using Docket.Journal.Redis.Connecting;

namespace Docket.Journal.Redis.Views;

/// <summary>Says of a failure that it is the storage's, whatever the events say.</summary>
internal static class Waiting
{
    /// <summary>For the row stores' calls, which wait for their answers: each view has one thread that does
    /// so.</summary>
    /// <exception cref="ViewStorageException">The server fails or refuses; the events are not to blame.</exception>
    public static T For<T>(string view, Func<Task<T>> work) =>
        Task.Run(() => ForAsync(view, work)).GetAwaiter().GetResult();

    /// <summary>The same without waiting.</summary>
    /// <exception cref="ViewStorageException">The server fails or refuses; the events are not to blame.</exception>
    public static async Task<T> ForAsync<T>(string view, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (RedisServer.IsPassing(failure) && failure is not ViewStorageException)
        {
            throw new ViewStorageException($"The view {view} in Redis cannot be used now: {failure.Message}", failure);
        }
    }
}
