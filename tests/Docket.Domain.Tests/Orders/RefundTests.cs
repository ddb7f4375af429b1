using Docket.Domain.Orders;
using Docket.Domain.Shared;
using static Docket.Domain.Tests.Orders.OrderExamples;
using static Docket.Domain.Tests.Orders.OrderSpec;

namespace Docket.Domain.Tests.Orders;

public sealed class RefundTests
{
    [Fact]
    public void An_amount_is_refunded() => Given(Placed, Paid).When(Refund(100)).Then(Refunded(100));

    [Fact]
    public void Items_are_refunded_at_their_sum() => Given(Placed, Paid).When(Refund(Mugs(2))).Then(Refunded(Mugs(2)));

    [Fact]
    public void A_shipped_order_is_refunded() => Given(Placed, Paid, Shipped).When(Refund(100)).Then(Refunded(100));

    [Fact]
    public void All_that_was_paid_may_be_refunded() => Given(Placed, Paid).When(Refund(2250)).Then(Refunded(2250));

    [Fact]
    public void A_refund_above_what_was_paid_is_refused() =>
        Given(Placed, Paid).When(Refund(2251)).ThenRejected(OrderRejection.RefundAbovePaid, "2250 GBP");

    [Fact]
    public void A_refund_above_what_is_left_is_refused() =>
        Given(Placed, Paid, Refunded(2000)).When(Refund(251)).ThenRejected(OrderRejection.RefundAbovePaid, "250 GBP");

    [Fact]
    public void An_unpaid_order_is_not_refunded() =>
        Given(Placed).When(Refund(1)).ThenRejected(OrderRejection.RefundAbovePaid, "Nothing is left");

    [Fact]
    public void A_cancelled_order_is_not_refunded_since_its_money_was_booked_back() =>
        Given(Placed, Paid, CancelledPaid).When(Refund(1)).ThenRejected(OrderRejection.RefundAbovePaid, "Nothing is left");

    [Fact]
    public void Items_that_cost_more_than_is_left_are_refused() =>
        Given(Placed, Paid, Refunded(2000)).When(Refund(Mugs(1))).ThenRejected(OrderRejection.RefundAbovePaid);

    [Fact]
    public void More_than_was_ordered_is_not_refunded() =>
        Given(Placed, Paid).When(Refund(Mugs(3))).ThenRejected(OrderRejection.RefundAboveQuantity, "2 are left");

    [Fact]
    public void What_was_refunded_before_is_not_refunded_again() =>
        Given(Placed, Paid, Refunded(Mugs(1))).When(Refund(Mugs(2))).ThenRejected(OrderRejection.RefundAboveQuantity, "1 are left");

    [Fact]
    public void Several_items_of_one_product_count_together() =>
        Given(Placed, Paid).When(Refund(Mugs(1), Mugs(1), Mugs(1, 0))).ThenRejected(OrderRejection.RefundAboveQuantity);

    [Fact]
    public void An_added_line_of_the_same_product_may_be_refunded_too() =>
        Given(Placed, new ItemAdded(TwoMugs) { At = Noon }, Paid with { Amount = new Money(3250) })
            .When(Refund(Mugs(4))).Then(Refunded(Mugs(4)));

    [Fact]
    public void A_product_that_was_not_ordered_is_not_refunded() =>
        Given(Placed, Paid).When(Refund(new RefundLine(new Sku("lid"), 1, Money.Zero)))
            .ThenRejected(OrderRejection.RefundAboveQuantity, "lid is not in this order");

    [Fact]
    public void A_product_is_not_refunded_dearer_than_it_was() =>
        Given(Placed, Paid).When(Refund(Mugs(1, 501))).ThenRejected(OrderRejection.RefundAbovePrice, "500");

    [Fact]
    public void A_product_ordered_at_two_prices_is_refunded_up_to_the_higher() =>
        Given(Placed, new ItemAdded(TwoMugs with { UnitPrice = new Money(700) }) { At = Noon }, Paid with { Amount = new Money(3650) })
            .When(Refund(Mugs(1, 700))).Then(Refunded(Mugs(1, 700)));

    [Fact]
    public void A_product_may_be_refunded_in_part() =>
        Given(Placed, Paid).When(Refund(Mugs(2, 50))).Then(Refunded(Mugs(2, 50)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_refund_is_positive(long amount) =>
        Given(Placed, Paid).When(Refund(amount)).ThenRejected(OrderRejection.RefundInvalid);

    [Fact]
    public void A_refund_of_items_worth_nothing_is_refused() =>
        Given(Placed, Paid).When(Refund(Mugs(1, 0))).ThenRejected(OrderRejection.RefundInvalid);

    [Theory]
    [InlineData(0, 500)]
    [InlineData(-1, 500)]
    [InlineData(1, -1)]
    public void An_item_with_a_quantity_or_price_below_its_least_is_refused(int quantity, long price) =>
        Given(Placed, Paid).When(Refund(Mugs(quantity, price))).ThenRejected(OrderRejection.RefundInvalid);

    [Fact]
    public void A_refund_is_for_items_or_an_amount_and_not_both() =>
        Given(Placed, Paid).When(Refund(Mugs(1)) with { Amount = new Money(500) }).ThenRejected(OrderRejection.RefundInvalid);

    [Fact]
    public void A_refund_is_for_something() => Given(Placed, Paid).When(Refund()).ThenRejected(OrderRejection.RefundInvalid);

    [Fact]
    public void A_refund_beyond_64_bits_is_refused_and_not_a_fault() =>
        Given(
                Placed with { Lines = [OnePot with { UnitPrice = Money.Max }] },
                new ItemAdded(OnePot with { Quantity = 1_000_000, UnitPrice = Money.Zero }) { At = Noon },
                Paid with { Amount = Money.Max })
            .When(Refund(new RefundLine(Pot, 1_000_000, Money.Max))).ThenRejected(OrderRejection.RefundAbovePaid);

    [Fact]
    public void A_reason_of_any_length_is_not_taken() =>
        Given(Placed, Paid).When(Refund(1) with { Reason = new string('x', 501) }).ThenRejected(OrderRejection.TextTooLong);
}
