using Docket.Journal.Projections.Lagging;

namespace Docket.Host.Composition.Alerts;

/// <summary>What a webhook is told.</summary>
/// <param name="Id">One for each alert's beginning and end; the same in every try.</param>
/// <param name="Event">raised or cleared.</param>
/// <param name="View">Which view.</param>
/// <param name="State">live, catching_up, stalled or idle.</param>
/// <param name="LagSeconds">The lag as it was seen.</param>
/// <param name="LagEvents">Events behind.</param>
/// <param name="Watermark">Where the view stood.</param>
/// <param name="ThresholdSeconds">What it may lag.</param>
/// <param name="Since">When it began.</param>
/// <param name="At">When this was seen.</param>
/// <param name="Host">The machine and process that saw it.</param>
internal sealed record LagAlertBody(
    Guid Id, string Event, string View, string State, double LagSeconds, long LagEvents, long Watermark,
    double ThresholdSeconds, DateTime Since, DateTime At, string Host)
{
    public static LagAlertBody Of(LagAlert alert) => new(
        Guid.CreateVersion7(alert.At), alert.IsRaised ? "raised" : "cleared", alert.View, alert.State,
        alert.Lag.TotalSeconds, alert.Events, alert.Watermark.Value, alert.Threshold.TotalSeconds,
        alert.Since.UtcDateTime, alert.At.UtcDateTime,
        FormattableString.Invariant($"{Environment.MachineName}/{Environment.ProcessId}"));
}
