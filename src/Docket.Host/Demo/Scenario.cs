using System.Runtime.CompilerServices;
using Docket.Api.Orders;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Host.Composition;
using Docket.Host.Output;
using Docket.Journal.Deciding;
using Docket.ReadModels.Reading;
using AddItem = Docket.Domain.Orders.AddItem;
using PlaceOrder = Docket.Domain.Orders.PlaceOrder;
using ShipOrder = Docket.Domain.Orders.ShipOrder;

namespace Docket.Host.Demo;

/// <summary>
/// An order with two items, one more, paid, shipped, asked for; then the figures; then a snapshot; then the order saga,
/// to each of its ends.
/// </summary>
internal sealed class Scenario(EmbeddedDocket docket, TimeProvider clock)
{
    private static readonly Currency Euro = new("EUR");
    private static readonly OrderLine Mugs = Line("mug-blue", "Blue mug", 2, 1250);
    private static readonly OrderLine Tea = Line("tea-mint", "Mint tea, 100 g", 1, 640);
    private static readonly OrderLine Spoons = Line("spoon", "Tea spoon", 4, 300);

    /// <summary>New with every run, so that the demo can be run again on the same data.</summary>
    private readonly string _run = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N")[..12];

    private DateTimeOffset Now => clock.GetUtcNow();

    public async IAsyncEnumerable<DemoStep> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var order = new OrderId("demo-" + _run);
        yield return await StepAsync(
            "Place an order with 2 items", order, new PlaceOrder(new CustomerId("demo-anna"), Euro,
                [Mugs, Tea])
            { At = Now },
            cancellationToken);
        yield return await StepAsync("Add an item", order, new AddItem(Spoons) { At = Now }, cancellationToken);
        yield return await RefusedAsync("Ship it unpaid: the rule says no", order,
            new ShipOrder("DHL", null) { At = Now }, cancellationToken);
        var pay = new ConfirmPayment(new PaymentId("pay-" + _run), new Money(4340), "card") { At = Now };
        yield return await StepAsync("Pay it", order, pay, cancellationToken);
        var shipped = await DoneAsync(order, new ShipOrder("DHL", "00340434161094042557") { At = Now },
            cancellationToken);
        yield return DemoStep.Of("Ship it", Told(shipped));
        yield return await QueryAsync(order, shipped, cancellationToken);
        yield return await AnalyticsAsync(shipped, cancellationToken);
        yield return await new SnapshotSteps(docket, clock, new OrderId("demo-long-" + _run)).RunAsync(
            cancellationToken);
        var sagas = new SagaSteps(docket, clock, _run);
        yield return await sagas.SucceedAsync(cancellationToken);
        await foreach (var step in sagas.CompensateAsync(cancellationToken)) yield return step;
    }

    private async Task<DemoStep> StepAsync(string title, OrderId order, OrderCommand command,
        CancellationToken cancellationToken) =>
        DemoStep.Of(title, Told(await DoneAsync(order, command, cancellationToken)));

    private async Task<DemoStep> RefusedAsync(string title, OrderId order, OrderCommand command,
        CancellationToken cancellationToken) =>
        await docket.Orders.ExecuteAsync(order, command, new CommandContext { Actor = "demo" }, cancellationToken)
            is CommandOutcome<OrderRejection>.Rejected no
            ? DemoStep.Of(title, $"refused by {no.Reason.Rule}: {no.Reason.Detail}")
            : throw new FailureException("The demo's unpaid order was shipped: the rules are broken.");

    private async Task<CommandOutcome<OrderRejection>.Done> DoneAsync(
        OrderId order, OrderCommand command, CancellationToken cancellationToken) =>
        await docket.Orders.ExecuteAsync(order, command, new CommandContext { Actor = "demo" },
            cancellationToken) switch
        {
            CommandOutcome<OrderRejection>.Done done => done,
            var other => throw new FailureException($"The demo's step did not go through: {other}"),
        };

    private async Task<DemoStep> QueryAsync(
        OrderId order, CommandOutcome<OrderRejection>.Done last, CancellationToken cancellationToken)
    {
        var answer = await docket.Views.OrderSummaries.FindAsync(order, Seen(last), cancellationToken);
        var shown = OrderReply.Of(answer.Value!, answer);
        return DemoStep.Of(
            "Ask the order's view, insisting on that write (min_seq)",
            $"order {shown.OrderId} of {shown.CustomerId} is {shown.Status}, at version {shown.Version}",
            $"{shown.ItemCount} pieces for {Euros(shown.Total)}",
            $"paid {Euros(shown.Paid)}, due {Euros(shown.BalanceDue)}",
            $"as of position {shown.AsOfSeq}, stale: {(shown.Stale ? "yes" : "no")}");
    }

    private async Task<DemoStep> AnalyticsAsync(CommandOutcome<OrderRejection>.Done last,
        CancellationToken cancellationToken)
    {
        var figures = (await docket.Views.Analytics.ReadAsync(Seen(last), cancellationToken)).Value;
        return DemoStep.Of(
            "Ask for the figures over all orders",
            $"{Figures.Count(figures.TotalOrders)} orders, {Figures.Count(figures.PaidOrders)} paid",
            $"revenue {Figures.Money(figures.TotalRevenue.Minor)}, "
            + $"average {Figures.Money(figures.AverageOrderValue.Minor)}",
            $"pending {figures.Pending}, paid {figures.Paid}, "
            + $"shipped {figures.Shipped}, cancelled {figures.Cancelled}");
    }

    private static Freshness Seen(CommandOutcome<OrderRejection>.Done last) =>
        new(last.Position, TimeSpan.FromSeconds(1));

    private static string Told(CommandOutcome<OrderRejection>.Done done) =>
        $"recorded in {done.Stream}: version {done.Version}, position {done.Position}";

    private static string Euros(long minor) => Figures.Money(minor, "EUR") + " EUR";

    private static OrderLine Line(string product, string name, int quantity, long price) =>
        new(new Sku(product), name, quantity, new Money(price));
}
