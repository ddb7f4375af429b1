using System.Diagnostics.Metrics;

namespace Docket.Journal.Files;

/// <summary>What the store measures of itself, on the meter <c>Docket.Journal</c>.</summary>
internal static class JournalMetrics
{
    private static readonly Meter Meter = new("Docket.Journal");
    private static readonly Counter<long> Events =
        Meter.CreateCounter<long>("docket.journal.events", "{event}", "Events made durable");
    private static readonly Counter<long> Bytes =
        Meter.CreateCounter<long>("docket.journal.bytes", "By", "Bytes made durable");

    private static readonly Histogram<int> BatchEvents =
        Meter.CreateHistogram<int>("docket.journal.batch.events", "{event}", "Events committed by one flush");

    private static readonly Histogram<double> FlushSeconds =
        Meter.CreateHistogram<double>("docket.journal.flush.duration", "s", "One write and its flush");

    public static void Committed(int events, int bytes, TimeSpan duration)
    {
        Events.Add(events);
        Bytes.Add(bytes);
        BatchEvents.Record(events);
        FlushSeconds.Record(duration.TotalSeconds);
    }
}
