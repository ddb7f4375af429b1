using System.Diagnostics;
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
    /// <param name="context">Who and why. With its key the same checkout is answered for ever, also when that was taken
    /// back and another one began.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Done with the checkout's stream, whose id is the checkout's; or why there is none.</returns>
    public async ValueTask<CommandOutcome<OrderRejection>> StartAsync(
        OrderId order, string? email, CommandContext context, CancellationToken cancellationToken)
    {
        if (await FirstAnswer.FindAsync<OrderRejection>(store, context.Key, cancellationToken) is { } first) return first;
        var (state, customer, version) = await LoadAsync(order, cancellationToken);
        if (context.IfVersion is { } wanted && wanted != version)
            return new CommandOutcome<OrderRejection>.NotCurrent(version);
        var mine = context with { IfVersion = null };
        for (var number = 1; ; number++)
        {
            var saga = string.Create(CultureInfo.InvariantCulture, $"{order}.{number}");
            var found = await processes.FindAsync(saga, cancellationToken);
            if (found is null)
            {
                if (WhyNot(state) is { } no) return new CommandOutcome<OrderRejection>.Rejected(no);
                var outcome = await processes.StartAsync(
                    CheckoutProcesses.Checkout, saga, RequestOf(order, state, customer, email).ToInput(), settings.Runtime,
                    mine with { IsNew = true }, cancellationToken);
                if (outcome is not CommandOutcome<ProcessRejection>.Rejected) return AnswerOf(outcome);
                found = await processes.FindAsync(saga, cancellationToken); // Somebody else was faster.
            }

            if (found is not { Status: ProcessStatus.Compensated, Phase: ProcessPhase.Ended })
                return AnswerOf(await processes.AnswerWithAsync(saga, mine, cancellationToken));
        }
    }

    private static CommandOutcome<OrderRejection> AnswerOf(CommandOutcome<ProcessRejection> outcome) => outcome switch
    {
        CommandOutcome<ProcessRejection>.Done o =>
            new CommandOutcome<OrderRejection>.Done(o.Stream, o.Version, o.Position, o.Repeated),
        CommandOutcome<ProcessRejection>.KeyReused o => new CommandOutcome<OrderRejection>.KeyReused(o.First),
        CommandOutcome<ProcessRejection>.Conflicted o => new CommandOutcome<OrderRejection>.Conflicted(o.Actual),
        _ => throw new UnreachableException($"{outcome}"),
    };

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

    private async ValueTask<(OrderState State, CustomerId? Customer, StreamVersion Version)> LoadAsync(
        OrderId order, CancellationToken cancellationToken)
    {
        var (state, customer, version) = (Order.Initial, (CustomerId?)null, StreamVersion.None);
        var stream = OrderService.StreamOf(order);
        await foreach (var recorded in store.ReadStreamAsync(stream, StreamVersion.None, cancellationToken))
        {
            (state, version) = (Order.Evolve(state, (OrderEvent)recorded.Payload), recorded.Version);
            if (recorded.Payload is OrderPlaced placed) customer = placed.Customer;
        }

        return (state, customer, version);
    }
}
