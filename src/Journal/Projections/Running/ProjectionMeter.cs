using System.Diagnostics.Metrics;
using Docket.Journal.Store;

namespace Docket.Journal.Projections.Running;

/// <summary>The views' figures for whoever listens on the meter <c>Docket.Projections</c>.</summary>
internal sealed class ProjectionMeter : IDisposable
{
    private readonly Meter _meter = new(ViewHost.MeterName);
    private readonly Counter<long> _events;
    private readonly Histogram<double> _visible;

    public ProjectionMeter(IReadOnlyCollection<View> views, IEventStore store)
    {
        _events = _meter.CreateCounter<long>("docket.projection.events", "{event}", "Events applied or parked.");
        _visible = _meter.CreateHistogram<double>(
            "docket.projection.visible", "s", "From an event's store time until a view shows it.");
        _meter.CreateObservableGauge(
            "docket.projection.lag.events",
            () => Measure(views, view => Math.Max(0, store.Head.Value - view.Watermark.Position.Value)),
            "{event}", "Events a view is behind its journal.");
        _meter.CreateObservableGauge(
            "docket.projection.lag.time",
            () => Measure(views, view => view.Lag.Time(view.Watermark.Position, store.Head).TotalSeconds),
            "s", "Newest journal event's store time less the newest applied one's.");
        _meter.CreateObservableGauge(
            "docket.projection.lag.alert",
            () => Measure(views, view => view.Lag.AlertSince is null ? 0 : 1),
            description: "1 while a view lags more than it may.");
        _meter.CreateObservableGauge(
            "docket.projection.parked",
            () => Measure(views, view => view.Parking.Streams.Count),
            "{stream}", "Streams that stand still because of a failing event.");
    }

    public void Applied(View view, int events)
    {
        if (events > 0 && _events.Enabled) _events.Add(events, Tag(view));
    }

    public void Visible(View view, TimeSpan lag)
    {
        if (_visible.Enabled) _visible.Record(lag.TotalSeconds, Tag(view));
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<T>> Measure<T>(IReadOnlyCollection<View> views, Func<View, T> read)
        where T : struct => views.Select(view => new Measurement<T>(read(view), Tag(view)));

    private static KeyValuePair<string, object?> Tag(View view) => new("view", view.Name);
}
