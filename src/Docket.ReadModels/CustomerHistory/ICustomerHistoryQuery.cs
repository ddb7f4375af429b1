using Docket.Domain.Shared;
using Docket.Kernel;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.Reading;

namespace Docket.ReadModels.CustomerHistory;

/// <summary>Reads a customer's orders, newest first.</summary>
public interface ICustomerHistoryQuery
{
    /// <summary>One page. Waits for the view's watermark.</summary>
    ValueTask<Answer<CustomerOrdersPage>> FindAsync(
        CustomerId customer, CustomerOrdersFilter filter, Freshness freshness, CancellationToken cancellationToken);
}

/// <summary>Which of a customer's orders, and which page of them.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Size">1-100.</param>
/// <param name="Words">Every word must be in an item's name of the order (whole, the last one as a prefix); null for all.</param>
/// <param name="Status">Only orders that stand so; null for all.</param>
public sealed record CustomerOrdersFilter(int Page, int Size, string? Words, OrderStatus? Status);

/// <summary>One page of a customer's orders.</summary>
/// <param name="Items">Newest placed first; ties: the higher order id first.</param>
/// <param name="Total">All that match, over all pages.</param>
public sealed record CustomerOrdersPage(ValueList<CustomerOrder> Items, long Total);

/// <summary>One order in a customer's list.</summary>
public sealed record CustomerOrder
{
    /// <summary>The order.</summary>
    public required OrderId OrderId { get; init; }

    /// <summary>Whose.</summary>
    public required CustomerId CustomerId { get; init; }

    /// <summary>Where it stands.</summary>
    public required OrderStatus Status { get; init; }

    /// <summary>Its one currency.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Quantities, summed.</summary>
    public required long ItemCount { get; init; }

    /// <summary>Lines less discount, in minor units.</summary>
    public required Money Total { get; init; }

    /// <summary>Payments, summed, in minor units.</summary>
    public Money Paid { get; init; }

    /// <summary>Given back, summed, in minor units.</summary>
    public Money Refunded { get; init; }

    /// <summary>When it was placed.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>The items' names, distinct, in the order they were ordered.</summary>
    public required ValueList<string> ItemNames { get; init; }

    /// <summary>The stream's version that this shows.</summary>
    public required long Version { get; init; }
}
