using Docket.Domain.Orders;
using Docket.Domain.Shared;
using static Docket.Domain.Tests.Orders.OrderExamples;
using static Docket.Domain.Tests.Orders.OrderSpec;

namespace Docket.Domain.Tests.Orders;

/// <summary>What each event does to the state.</summary>
public sealed class StatusTests
{
    [Fact]
    public void A_placed_order_is_open_and_owes_its_total() => Assert.Equal(
        (OrderStage.Open, false, new Money(2250)), Standing(Placed));

    [Fact]
    public void An_order_is_paid_when_nothing_is_due() => Assert.Equal(
        (OrderStage.Open, true, Money.Zero), Standing(Placed, Paid));

    [Fact]
    public void An_item_added_to_a_paid_order_leaves_a_balance_due() => Assert.Equal(
        (OrderStage.Open, false, new Money(1250)), Standing(Placed, Paid, PotAdded));

    [Fact]
    public void A_free_order_is_not_paid_before_its_payment_of_nothing() => Assert.Equal(
        (OrderStage.Open, false, Money.Zero), Standing(PlacedFree));

    [Fact]
    public void A_discount_after_the_payment_leaves_nothing_due_and_never_less() => Assert.Equal(
        (OrderStage.Open, true, Money.Zero), Standing(Placed, Paid, Discounted(250)));

    [Fact]
    public void A_refund_leaves_a_paid_order_paid() => Assert.Equal(
        (OrderStage.Open, true, Money.Zero), Standing(Placed, Paid, Refunded(2250)));

    [Fact]
    public void A_shipped_order_is_shipped() => Assert.Equal(
        (OrderStage.Shipped, true, Money.Zero), Standing(Placed, Paid, Shipped));

    [Fact]
    public void A_cancelled_order_owes_nothing() => Assert.Equal(
        (OrderStage.Cancelled, false, Money.Zero), Standing(Placed, Cancelled));

    [Fact]
    public void A_refund_is_remembered_by_amount_and_by_product()
    {
        var order = Given(Placed, Paid, Refunded(Mugs(1))).State;
        Assert.Equal(new Money(1750), order.Refundable);
        Assert.Equal(
            [new ProductTally(Mug, 2, 1, new Money(500)), new ProductTally(Pot, 1, 0, new Money(1250))], order.Products);
    }

    [Fact]
    public void A_product_has_one_tally_with_its_highest_price_however_many_lines_it_has()
    {
        var dear = TwoMugs with { UnitPrice = new Money(700) };
        var placed = Given(Placed with { Lines = [TwoMugs, OnePot, dear] }).State;
        var added = Given(Placed with { Lines = [OnePot] }, new ItemAdded(dear) { At = Noon }, new ItemAdded(TwoMugs) { At = Noon }).State;
        Assert.Equal(new ProductTally(Mug, 4, 0, new Money(700)), placed.Products[0]);
        Assert.Equal(placed.Products, added.Products);
    }

    [Fact]
    public void Every_rule_has_a_name_of_its_own()
    {
        var rules = typeof(OrderRejection).GetProperties()
            .Where(property => property.PropertyType == typeof(OrderRejection))
            .Select(property => ((OrderRejection)property.GetValue(null)!).Rule)
            .ToList();
        Assert.NotEmpty(rules);
        Assert.Equal(rules.Count, rules.Distinct().Count());
        Assert.All(rules, rule => Assert.Matches("^order(-[a-z]+)+$", rule));
    }

    private static (OrderStage, bool, Money) Standing(params OrderEvent[] history)
    {
        var order = Given(history).State;
        return (order.Stage, order.IsPaid, order.BalanceDue);
    }
}
