using System.Globalization;
using Docket.Application.Orders;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Deciding;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Store;
using Docket.Kernel;

namespace Docket.Application.Checkout;

/// <summary>Begins the checkout of an order. An order has one at a time: asked again, it is the same one.</summary>
public sealed class CheckoutService(IEventStore store, ProcessService processes, CheckoutSettings settings)
{
    /// <summary>Starts it, or finds the one under way or done. After one that was taken back, a new one may begin.</summary>
    /// <param name="order">Which order.</param>
    /// <param name="email">Where the receipt goes; null for none.</param>
    /// <param name="context">Who and why. Its key is not used: the checkout's id, made from the order's, does its
    /// work.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The checkout's id, or why the order cannot be checked out.</returns>
    public async ValueTask<(string? Saga, OrderRejection? Rejection)> StartAsync(
        OrderId order, string? email, CommandContext context, CancellationToken cancellationToken)
    {
        var (state, customer) = await LoadAsync(order, cancellationToken);
        var mine = context with { Key = null, IfVersion = null };
        for (var number = 1; ; number++)
        {
            var saga = string.Create(CultureInfo.InvariantCulture, $"{order}.{number}");
            var found = await processes.FindAsync(saga, cancellationToken);
            if (found is null)
            {
                if (WhyNot(state) is { } no) return (null, no);
                var outcome = await processes.StartAsync(
                    CheckoutProcesses.Checkout, saga, RequestOf(order, state, customer, email).ToInput(), settings.Runtime,
                    mine, cancellationToken);
                if (outcome is CommandOutcome<ProcessRejection>.Done) return (saga, null);
                found = await processes.FindAsync(saga, cancellationToken);
            }

            if (found is not { Status: ProcessStatus.Compensated, Phase: ProcessPhase.Ended }) return (saga, null);
        }
    }

    private static CheckoutRequest RequestOf(OrderId order, OrderState state, CustomerId? customer, string? email) =>
        new(order, customer, email, state.Currency!.Value, state.BalanceDue, LinesOf(state));

    private static ValueList<CheckoutLine> LinesOf(OrderState order) =>
        order.Products.Select(product => new CheckoutLine(product.Product, checked((int)product.Ordered))).ToValueList();

    private static OrderRejection? WhyNot(OrderState order) => order switch
    {
        { Stage: OrderStage.None } => OrderRejection.Unknown,
        { Stage: OrderStage.Cancelled } => OrderRejection.Cancelled,
        { Stage: OrderStage.Shipped } => OrderRejection.Shipped,
        { IsPaid: true } => OrderRejection.NothingDue,
        _ => null,
    };

    private async ValueTask<(OrderState State, CustomerId? Customer)> LoadAsync(
        OrderId order, CancellationToken cancellationToken)
    {
        var (state, customer) = (Order.Initial, (CustomerId?)null);
        var stream = OrderService.StreamOf(order);
        await foreach (var recorded in store.ReadStreamAsync(stream, StreamVersion.None, cancellationToken))
        {
            state = Order.Evolve(state, (OrderEvent)recorded.Payload);
            if (recorded.Payload is OrderPlaced placed) customer = placed.Customer;
        }

        return (state, customer);
    }
}
