using Docket.Journal.Projections.Lagging;

namespace Docket.Host.Composition.Alerts;

/// <summary>When views lag too much, and who is told.</summary>
/// <param name="Threshold">What they may lag.</param>
/// <param name="Webhook">Who is told beside the log; null for nobody.</param>
/// <param name="Secret">What the telling is signed with; null for no signature.</param>
internal sealed record LagAlerts(TimeSpan Threshold, Uri? Webhook, string? Secret)
{
    public static LagAlerts Default { get; } = new(new LagWatch().Threshold, null, null);

    public LagWatch WatchWith(Action<LagAlert>? heard) => new() { Threshold = Threshold, Heard = heard };
}
