using Docket.Domain.Shared;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Running;
using Docket.Journal.Store;
using Docket.ReadModels.Orders;
using Docket.ReadModels.Reading;

namespace Docket.ReadModels.OrderSummaries;

/// <summary>Reads orders from the view in this process.</summary>
internal sealed class OrderSummaryQuery(View<StreamName, OrderSummaryRow, NoFigures<StreamName, OrderSummaryRow>> view)
    : IOrderSummaryQuery
{
    private const string CustomerCategory = "customer";

    public async ValueTask<Answer<OrderSummary?>> FindAsync(
        OrderId id, Freshness freshness, CancellationToken cancellationToken)
    {
        // A row is visible together with the watermark that covers it, so one wait serves both.
        var point = await view.WaitAsync(freshness, cancellationToken);
        var generation = view.Current;
        var stream = OrderEventTypes.StreamOf(id);
        var order = (generation.Find(stream) as OrderSummaryRow.Order)?.Summary;
        var customer = order?.CustomerId is { } known ? new StreamName(CustomerCategory, known.Value) : (StreamName?)null;
        var named = order is not null && customer is { } its ? order with { CustomerName = NameOf(its, generation) } : order;
        return view.Answer(point, named, parked => parked.Stream == stream || parked.Stream == customer);
    }

    private static string? NameOf(
        StreamName customer, ViewGeneration<StreamName, OrderSummaryRow, NoFigures<StreamName, OrderSummaryRow>> generation) =>
        (generation.Find(customer) as OrderSummaryRow.Customer)?.Name;
}
