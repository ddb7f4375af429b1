using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Docket.Api.Telemetry;

/// <summary>Listens to Docket's meters, and to the runtime's, and writes them down as Prometheus reads them.</summary>
/// <remarks>One per process, because meters are the process's.</remarks>
public sealed class MetricsCollector : IDisposable
{
    private readonly ConcurrentDictionary<Instrument, MetricFamily> _families = new();
    private readonly MeterListener _listener = new();

    /// <summary>Begins to listen.</summary>
    public MetricsCollector()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!IsOfInterest(instrument.Meter.Name)) return;
            listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument, static i =>
                new MetricFamily(i)));
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Record(family, value, tags));
        _listener.Start();
    }

    /// <summary>Everything measured, in Prometheus' text format; observed instruments are read now.</summary>
    public string WriteText()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder(8 * 1024);
        foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal)) family.Write(
            text);
        return text.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private static bool IsOfInterest(string meter) =>
        meter.StartsWith("Docket", StringComparison.Ordinal) || meter == "System.Runtime";

    private static void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily)family!).Record(value, tags);
}
