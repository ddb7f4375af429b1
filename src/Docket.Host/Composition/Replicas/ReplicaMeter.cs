using System.Diagnostics.Metrics;

namespace Docket.Host.Composition.Replicas;

/// <summary>The standby's figures.</summary>
internal sealed class ReplicaMeter : IDisposable
{
    private readonly Meter _meter = new("Docket.Replica");

    public ReplicaMeter(ReadReplica replica)
    {
        _meter.CreateObservableGauge(
            "docket.replica.lag", () => replica.Behind.TotalSeconds, "s",
            "Since when the primary has had what the read replica does not show; 0 when level, also when idle.");
        _meter.CreateObservableGauge(
            "docket.replica.position", () => replica.Position.Value, null, "The newest event that the read replica shows.");
        _meter.CreateObservableGauge(
            "docket.replica.usable", () => replica.Now().WhyNot is null ? 1 : 0, null,
            "Whether the read replica is read from: 1, or 0.");
    }

    public void Dispose() => _meter.Dispose();
}
