using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Tests.Histories;

/// <summary>Many clients at once, who note what they ask and are told.</summary>
internal static class Crowd
{
    /// <summary>
    /// Each writer appends so often, round robin over the stores: to its own stream, and to one that all share.
    /// </summary>
    public static Task WriteAsync(
        History history, IReadOnlyList<IEventStore> stores, int writers, int appends,
        CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(
            async () =>
            {
                for (var i = 0; i < appends; i++)
                    await AppendAsync(history, stores[(writer + i) % stores.Count], writer, i, cancellationToken);
            },
            cancellationToken)));

    /// <summary>One append with a key of its own, asked again until its outcome is known, as a client would.</summary>
    private static async Task AppendAsync(
        History history, IEventStore store, int writer, int number, CancellationToken cancellationToken)
    {
        var (stream, expected) = number % 4 == 3
            ? ("shared", ExpectedVersion.Any)
            : ($"own-{writer}", ExpectedVersion.Exactly(new StreamVersion(2 * (number - (number / 4)))));
        while (true)
        {
            var asked = Note.Told(
                Note.Append(stream, expected, $"{writer}/{number}", new Note("first"), new Note("second")));
            try
            {
                history.Appends.Add((asked, await store.TryAppendAsync(asked, cancellationToken)));
                return;
            }
            catch (JournalUnavailableException)
            {
                history.Appends.Add((asked, null));
            }
        }
    }
}
