using System.Diagnostics;
using System.Globalization;
using Docket.Application.Wire;
using Docket.Host.Composition;
using Docket.Journal.Feed;
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
        var journal = docket.Journal;
        var all = EventFilter.All;
        _ = await RateAsync(journal.ReplayAsync(Position.Start, all, 2, cancellationToken)); // warms code and page cache
        var one = await RateAsync(journal.ReadAllAsync(Position.Start, all, cancellationToken));
        var two = await RateAsync(journal.ReplayAsync(Position.Start, all, 2, cancellationToken));
        var ofRevenue = DocketCodec.Create().FilterFor(SampleEvents.OfRevenue);
        var three = await RateAsync(journal.ReadAllAsync(Position.Start, ofRevenue, cancellationToken));
        var sample = await SampleAsync(journal, cancellationToken);
        _ = Decode(sample, options.Events / 10);
        var raw = Decode(sample, options.Events);
        return new ReplayFigures(
            options.Events, Math.Round(one), Math.Round(raw), Math.Round(one / raw, 2),
            Math.Round(two), Math.Round(two / one, 2), Math.Round(three));
    }

    private static async Task FillAsync(DataDirectory data, int events, CancellationToken cancellationToken)
    {
        await using var docket = EmbeddedDocket.Open(data);
        for (var done = 0; done < events; done += EventsPerAppend)
        {
            var stream = SampleEvents.Stream(string.Create(CultureInfo.InvariantCulture, $"r{done}"));
            var batch = new NewEvent[Math.Min(EventsPerAppend, events - done)];
            for (var i = 0; i < batch.Length; i++) batch[i] = SampleEvents.Mixed(i, TimeProvider.System.GetUtcNow());
            await docket.Journal.AppendAsync(new AppendRequest(stream, ExpectedVersion.NoStream, [.. batch]),
                cancellationToken);
        }
    }

    /// <summary>Events passed a second, every payload that is given out decoded.</summary>
    private static async Task<double> RateAsync(IAsyncEnumerable<EventPage> pages)
    {
        var (started, through) = (Stopwatch.GetTimestamp(), Position.Start);
        await foreach (var page in pages)
        {
            foreach (var recorded in page.Events) _ = recorded.Payload;
            through = page.Through;
        }

        return through.Value / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<IReadOnlyList<RecordedEvent>> SampleAsync(
        IEventStore journal, CancellationToken cancellationToken)
    {
        await foreach (var page in journal.ReadAllAsync(Position.Start, EventFilter.All, cancellationToken))
            return page.Events;
        return [];
    }

    private static double Decode(IReadOnlyList<RecordedEvent> sample, int events)
    {
        var codec = DocketCodec.Create();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < events; i++) _ = codec.Decode(sample[i % sample.Count]);
        return events / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
