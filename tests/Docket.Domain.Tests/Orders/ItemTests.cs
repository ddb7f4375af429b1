using Docket.Domain.Orders;
using Docket.Domain.Shared;
using static Docket.Domain.Tests.Orders.OrderExamples;
using static Docket.Domain.Tests.Orders.OrderSpec;

namespace Docket.Domain.Tests.Orders;

public sealed class ItemTests
{
    [Fact]
    public void An_item_is_added() => Given(Placed).When(Add(OnePot)).Then(PotAdded);

    [Fact]
    public void An_added_item_counts_in_the_total() =>
        Assert.Equal(new Money(3500), Given(Placed, PotAdded).State.Total);

    [Fact]
    public void A_cancelled_order_takes_no_item() =>
        Given(Placed, Cancelled).When(Add(OnePot)).ThenRejected(OrderRejection.Cancelled);

    [Fact]
    public void A_shipped_order_takes_no_item() =>
        Given(Placed, Paid, Shipped).When(Add(OnePot)).ThenRejected(OrderRejection.Shipped);

    [Fact]
    public void A_paid_order_takes_an_item() => Given(Placed, Paid).When(Add(OnePot)).Then(PotAdded);

    [Fact]
    public void A_line_that_cannot_be_placed_cannot_be_added() =>
        Given(Placed).When(Add(OnePot with { Quantity = 0 })).ThenRejected(OrderRejection.LineInvalid, "line 3");

    [Fact]
    public void The_thousandth_line_may_be_added() => Given(Full(999)).When(Add(OnePot)).Then(PotAdded);

    [Fact]
    public void The_thousand_and_first_line_is_refused() =>
        Given([.. Full(999), PotAdded]).When(Add(OnePot)).ThenRejected(OrderRejection.LineCount, "1000");

    [Fact]
    public void An_item_that_makes_the_order_too_large_is_refused() =>
        Given(Placed).When(Add(OnePot with { UnitPrice = Money.Max })).ThenRejected(OrderRejection.TotalTooLarge);

    private static OrderEvent[] Full(int lines) =>
        [Placed with { Lines = [.. Enumerable.Repeat(TwoMugs, lines)] }];
}
