using Docket.Domain.Shared;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Running;
using Docket.Journal.Store;
using Docket.Kernel;
using Docket.ReadModels.Reading;

namespace Docket.ReadModels.CustomerHistory;

/// <summary>Reads customers' orders from the view in this process.</summary>
internal sealed class CustomerHistoryQuery(View<OrderId, CustomerHistoryRow, OrdersByCustomer> view) : ICustomerHistoryQuery
{
    public async ValueTask<Answer<CustomerOrdersPage>> FindAsync(
        CustomerId customer, CustomerOrdersFilter filter, Freshness freshness, CancellationToken cancellationToken)
    {
        var point = await view.WaitAsync(freshness, cancellationToken);
        var generation = view.Current;
        var orders = generation.Read(
            (customer, filter.Status), static (figures, wanted) => figures.NewestFirst(wanted.customer, wanted.Status));
        var page = WordSearch.For(filter.Words) is { } search
            ? Searched(generation, orders, search, filter)
            : Listed(generation, orders, filter);
        return view.Answer(point, page, parked => Concerns(generation, parked, customer));
    }

    private static CustomerOrdersPage Listed(
        ViewGeneration<OrderId, CustomerHistoryRow, OrdersByCustomer> generation,
        IReadOnlyList<OrderId> orders, CustomerOrdersFilter filter)
    {
        var wanted = orders.Skip(Before(filter)).Take(filter.Size);
        return new CustomerOrdersPage(
            wanted.Select(order => generation.Find(order)?.ToOrder(order)).OfType<CustomerOrder>().ToValueList(),
            orders.Count);
    }

    /// <summary>Reads every row of the customer: a search stays within one customer, so that is what it costs.</summary>
    private static CustomerOrdersPage Searched(
        ViewGeneration<OrderId, CustomerHistoryRow, OrdersByCustomer> generation,
        IReadOnlyList<OrderId> orders, WordSearch search, CustomerOrdersFilter filter)
    {
        var (total, first) = (0, Before(filter));
        var page = new List<CustomerOrder>();
        foreach (var order in orders)
        {
            if (generation.Find(order) is not { } row || !search.Matches(row.ItemNames)) continue;
            if (total >= first && page.Count < filter.Size) page.Add(row.ToOrder(order));
            total++;
        }

        return new CustomerOrdersPage(page.ToValueList(), total);
    }

    private static int Before(CustomerOrdersFilter filter) =>
        (int)Math.Min((filter.Page - 1L) * filter.Size, int.MaxValue);

    /// <summary>A parked order that is known to be another customer's does not concern this one; an unknown one may.</summary>
    private static bool Concerns(
        ViewGeneration<OrderId, CustomerHistoryRow, OrdersByCustomer> generation, ParkedStream parked, CustomerId customer) =>
        !OrderId.TryParse(parked.Stream.Id, out var order)
        || generation.Find(order) is not { } row
        || row.Customer == customer;
}
