using Docket.Journal.Processes;

namespace Docket.Application.Checkout;

/// <summary>How checkouts are begun.</summary>
/// <param name="Runtime">Who sees to their steps. Those under way finish as they began.</param>
public sealed record CheckoutSettings(ProcessRuntime Runtime = ProcessRuntime.Orchestrated);
