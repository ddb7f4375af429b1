using Docket.Application.Customers;
using Docket.Application.Orders;
using Docket.Domain.Customers;
using Docket.Domain.Shared;
using Docket.Journal.Store;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.Reading;

namespace Docket.Api.Orders;

/// <summary>Reads orders from the journal itself: always right, and dearer than a view.</summary>
public sealed class OrderReader(IEventStore journal)
{
    /// <summary>The journal that is read.</summary>
    public IEventStore Journal => journal;

    /// <summary>The order folded up to a moment, or null where nothing of it counts then.</summary>
    public async ValueTask<Answer<OrderSummary?>> FoldAsync(OrderId id, Moment moment,
        CancellationToken cancellationToken)
    {
        // Read before folding: what comes while folding may be in the answer, and is not promised.
        var asOf = journal.Head;
        var order = await FoldNamelessAsync(id, moment, cancellationToken);
        if (order is { CustomerId: { } customer })
            order = order with { CustomerName = await NameOfAsync(customer, cancellationToken) };
        return new Answer<OrderSummary?>(order, asOf, Stale: false);
    }

    /// <summary>The same without the customer's name, which stands in another stream.</summary>
    internal async ValueTask<OrderSummary?> FoldNamelessAsync(
        OrderId id, Moment moment, CancellationToken cancellationToken)
    {
        OrderSummary? order = null;
        await foreach (var recorded in EventsAsync(id, cancellationToken))
            if (moment.Includes(recorded)) order = OrderSummaryProjection.Apply(order, recorded);
        return order;
    }

    /// <summary>What happened to the order up to a moment and what each event changed; null where there is no such
    /// order.</summary>
    public async ValueTask<HistoryReply?> HistoryAsync(OrderId id, Moment moment, CancellationToken cancellationToken)
    {
        var asOf = journal.Head;
        var known = false;
        OrderSummary? order = null;
        var events = new List<HistoryEvent>();
        await foreach (var recorded in EventsAsync(id, cancellationToken))
        {
            known = true;
            if (!moment.Includes(recorded)) continue;
            var before = order;
            order = OrderSummaryProjection.Apply(order, recorded);
            events.Add(HistoryEvent.Of(recorded, OrderChanges.Between(before, order)));
        }

        return known ? new HistoryReply(id.Value, events, asOf.Value, Stale: false) : null;
    }

    private IAsyncEnumerable<RecordedEvent> EventsAsync(OrderId id, CancellationToken cancellationToken) =>
        journal.ReadStreamAsync(OrderService.StreamOf(id), StreamVersion.None, cancellationToken);

    private async ValueTask<string?> NameOfAsync(CustomerId customer, CancellationToken cancellationToken)
    {
        string? name = null;
        var stream = CustomerService.StreamOf(customer);
        await foreach (var recorded in journal.ReadStreamAsync(stream, StreamVersion.None, cancellationToken))
        {
            name = recorded.Payload switch
            {
                CustomerRegistered e => e.Name,
                CustomerDetailsChanged e => e.Name,
                _ => name,
            };
        }

        return name;
    }
}
