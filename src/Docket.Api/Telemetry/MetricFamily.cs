using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Docket.Api.Telemetry;

/// <summary>One instrument in Prometheus' words: its name, its kind, and a series for each set of labels.</summary>
internal sealed class MetricFamily
{
    private const int LabelsLengthMax = 512;

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MetricSeries>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly string _name;
    private readonly string _help;
    private readonly MetricKind _kind;

    public MetricFamily(Instrument instrument)
    {
        _lookup = _series.GetAlternateLookup<ReadOnlySpan<char>>();
        _kind = KindOf(instrument);
        _name = NameOf(instrument, _kind);
        _help = instrument.Description ?? instrument.Name;
    }

    public string Name => _name;

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = SeriesOf(tags);
        switch (_kind)
        {
            case MetricKind.Histogram: series.Observe(value); break;
            case MetricKind.Gauge or MetricKind.ObservedCounter: series.Set(value); break;
            default: series.Add(value); break;
        }
    }

    public void Write(StringBuilder text)
    {
        text.Append("# HELP ").Append(_name).Append(' ').Append(_help).Append('\n');
        text.Append("# TYPE ").Append(_name).Append(' ').Append(TypeName).Append('\n');
        foreach (var series in _series.Values.OrderBy(series => series.Labels, StringComparer.Ordinal))
        {
            if (_kind == MetricKind.Histogram) series.WriteHistogram(text, _name);
            else series.WriteValue(text, _name);
        }
    }

    private string TypeName => _kind switch
    {
        MetricKind.Histogram => "histogram",
        MetricKind.Gauge or MetricKind.UpDownCounter => "gauge",
        _ => "counter",
    };

    /// <summary>The series of these labels. Their text is made on the stack: a known series costs no
    /// allocation.</summary>
    private MetricSeries SeriesOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Span<char> text = stackalloc char[LabelsLengthMax];
        var length = 0;
        foreach (var (name, value) in tags)
        {
            if (!text[length..].TryWrite($"{(length > 0 ? "," : "")}{LabelName(name)}=\"{value}\"",
                out var written)) break;
            length += written;
        }

        if (_lookup.TryGetValue(text[..length], out var known)) return known;
        var labels = text[..length].ToString();
        return _series.GetOrAdd(labels, static labels => new MetricSeries(labels));
    }

    private static string LabelName(string name) =>
        name.Contains('.', StringComparison.Ordinal) ? name.Replace('.', '_') : name;

    private static MetricKind KindOf(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        return type.StartsWith("Histogram", StringComparison.Ordinal) ? MetricKind.Histogram
            : type.StartsWith("ObservableCounter", StringComparison.Ordinal) ? MetricKind.ObservedCounter
            : type.StartsWith("Counter", StringComparison.Ordinal) ? MetricKind.Counter
            : type.StartsWith("UpDownCounter", StringComparison.Ordinal) ? MetricKind.UpDownCounter
            : MetricKind.Gauge;
    }

    private static string NameOf(Instrument instrument, MetricKind kind)
    {
        var name = instrument.Name.Replace('.', '_').Replace('-', '_');
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        if (!name.EndsWith(unit, StringComparison.Ordinal)) name += unit;
        return kind is MetricKind.Counter or MetricKind.ObservedCounter
            && !name.EndsWith("_total", StringComparison.Ordinal)
            ? name + "_total"
            : name;
    }
}

internal enum MetricKind
{
    Counter,
    ObservedCounter,
    UpDownCounter,
    Gauge,
    Histogram,
}
