using System.Diagnostics;
using System.Globalization;
using Docket.Application.Wire;
using Docket.Host.Composition;
using Docket.Journal.Files;
using Docket.Journal.Store;

namespace Docket.Host.Bench;

/// <summary>Reads a journal from the start and decodes every payload, beside the decoding alone.</summary>
internal static class ReplayBench
{
    private const int EventsPerAppend = 1_000;

    public static async Task<ReplayFigures> RunAsync(BenchDirectory place, BenchOptions options,
        CancellationToken cancellationToken)
    {
        var data = place.Next();
        await FillAsync(data, options.Events, cancellationToken);
        await using var docket = EmbeddedDocket.Open(data);
        _ = await ReplayAsync(docket.Journal, cancellationToken); // warms the code and the page cache
        var replayed = await ReplayAsync(docket.Journal, cancellationToken);
        _ = Decode(options.Events / 10);
        var raw = Decode(options.Events);
        return new ReplayFigures(options.Events, Math.Round(replayed), Math.Round(raw), Math.Round(replayed / raw, 2));
    }

    private static async Task FillAsync(DataDirectory data, int events, CancellationToken cancellationToken)
    {
        await using var docket = EmbeddedDocket.Open(data);
        for (var done = 0; done < events; done += EventsPerAppend)
        {
            var stream = SampleEvents.Stream(string.Create(CultureInfo.InvariantCulture, $"r{done}"));
            var batch = new NewEvent[Math.Min(EventsPerAppend, events - done)];
            for (var i = 0; i < batch.Length; i++) batch[i] = SampleEvents.Event(TimeProvider.System.GetUtcNow());
            await docket.Journal.AppendAsync(new AppendRequest(stream, ExpectedVersion.NoStream, [.. batch]),
                cancellationToken);
        }
    }

    private static async Task<double> ReplayAsync(FileEventStore journal, CancellationToken cancellationToken)
    {
        var (started, count) = (Stopwatch.GetTimestamp(), 0L);
        await foreach (var page in journal.ReadAllAsync(Position.Start, EventFilter.All, cancellationToken))
        {
            foreach (var recorded in page.Events) _ = recorded.Payload;
            count += page.Events.Count;
        }

        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Decode(int events)
    {
        var codec = DocketCodec.Create();
        var now = TimeProvider.System.GetUtcNow();
        var encoded = codec.Encode(SampleEvents.Event(now));
        var stored = new StoredEvent
        {
            Stream = SampleEvents.Stream("raw"),
            Version = new StreamVersion(1),
            Position = new Position(1),
            Type = encoded.Type,
            RecordedAt = now,
            Data = encoded.Data,
            Metadata = encoded.Metadata,
        };
        var recorded = new RecordedEvent(codec, stored);
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < events; i++) _ = codec.Decode(recorded);
        return events / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
