using Docket.Checkout.Tests.Given;
using Docket.Domain.Shared;
using Docket.Journal.Processes;

namespace Docket.Checkout.Tests;

/// <summary>How many checkouts, who sees to their steps, and how badly they fare.</summary>
internal sealed record CheckoutPlan
{
    public int Count { get; init; } = 500;

    public ProcessRuntime Runtime { get; init; }

    public Faults Faults { get; init; } = Faults.Rough;

    public double PersonComes { get; init; } = 0.5;

    /// <summary>What there is of each product; what is not named is not there.</summary>
    public IReadOnlyDictionary<Sku, int> InStock { get; init; } = Checkouts.Products.ToDictionary(product => product, _ => 300);
}
