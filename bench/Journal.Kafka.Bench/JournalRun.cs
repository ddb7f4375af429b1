using System.Text.Json.Serialization;
using Docket.Journal.InMemory;
using Docket.Journal.Kafka.Feeding;
using Docket.Journal.Kafka.JournalTopic;
using Docket.Journal.Leasing;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Docket.Kernel;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Journal.Kafka.Bench;

/// <summary>The journal through its topic to one view, with the journal in memory, so that the broker's part is measured.</summary>
internal static class JournalRun
{
    private static readonly EventCodec Codec = new EventCodecBuilder().Add("line.added", 1, LineJson.Default.LineAdded).Build();

    public static async Task<InMemoryEventStore> FillAsync(int events)
    {
        const int together = 100;
        var journal = new InMemoryEventStore(Codec, TimeProvider.System);
        for (var n = 0; n < events; n += together)
        {
            var line = new NewEvent(new LineAdded(new string('x', 200)), new EventMetadata
            {
                EventId = Guid.CreateVersion7(DateTimeOffset.UnixEpoch),
                OccurredAt = DateTimeOffset.UnixEpoch,
            });
            await journal.TryAppendAsync(
                new AppendRequest(
                    new StreamName("order", $"{n / together % 1_000}"), ExpectedVersion.Any,
                    ValueList.Create<NewEvent>([.. Enumerable.Repeat(line, Math.Min(together, events - n))]), null),
                CancellationToken.None);
        }

        return journal;
    }

    public static async Task RunAsync(KafkaOptions options, InMemoryEventStore journal)
    {
        using var done = new CancellationTokenSource();
        var writing = new JournalTopicWriter(
            options, journal, new OnlyOne(), "bench", TimeProvider.System, NullLogger.Instance).RunAsync(done.Token);
        var feed = new KafkaEventFeed(options, journal, Codec, NullLogger.Instance);
        await foreach (var page in feed.FollowAsync("bench", Position.Start, EventFilter.All, done.Token))
            if (page.Through >= journal.Head) break;
        await done.CancelAsync();
        await writing;
    }

    /// <summary>Nobody else is there.</summary>
    private sealed class OnlyOne : ILeases
    {
        public ValueTask<Lease?> TryTakeAsync(string name, string owner, TimeSpan length, CancellationToken cancellationToken) =>
            ValueTask.FromResult<Lease?>(new Lease(name, owner, 1));

        public ValueTask<IReadOnlyList<Lease>> RenewAsync(
            IReadOnlyList<Lease> leases, TimeSpan length, CancellationToken cancellationToken) => ValueTask.FromResult(leases);

        public ValueTask ReleaseAsync(Lease lease, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<IReadOnlyList<LeaseHolding>> ListAsync(string namePrefix, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyList<LeaseHolding>>([]);
    }
}

internal sealed record LineAdded(string Text);

[JsonSerializable(typeof(LineAdded))]
internal sealed partial class LineJson : JsonSerializerContext;
