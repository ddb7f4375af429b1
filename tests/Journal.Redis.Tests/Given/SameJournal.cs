using Docket.Journal.InMemory;
using Docket.Journal.Projections.Tests.Given;
using Docket.Journal.Store;

namespace Docket.Journal.Redis.Tests.Given;

/// <summary>A journal that is the same in every process that makes it.</summary>
internal static class SameJournal
{
    public const int Appends = 4_000;

    public static async Task FillAsync(IEventStore store, CancellationToken cancellationToken)
    {
        var metadata = new EventMetadata
        {
            EventId = Guid.CreateVersion7(DateTimeOffset.UnixEpoch),
            OccurredAt = DateTimeOffset.UnixEpoch,
        };
        for (var i = 0; i < Appends; i++)
        {
            var events = Enumerable.Range(0, 1 + (i % 3)).Select(part => new NewEvent(new Added(i + part), metadata));
            await store.AppendAsync(
                new AppendRequest(new StreamName("tally", $"s{i * 31 % 97}"), ExpectedVersion.Any, [.. events]),
                cancellationToken);
        }
    }
}
