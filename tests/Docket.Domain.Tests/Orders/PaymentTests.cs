using Docket.Domain.Orders;
using Docket.Domain.Shared;
using static Docket.Domain.Tests.Orders.OrderExamples;
using static Docket.Domain.Tests.Orders.OrderSpec;

namespace Docket.Domain.Tests.Orders;

public sealed class PaymentTests
{
    [Fact]
    public void The_balance_due_is_paid() => Given(Placed).When(Pay(2250)).Then(Paid);

    [Theory]
    [InlineData(2249)]
    [InlineData(2251)]
    [InlineData(0)]
    [InlineData(-2250)]
    public void A_payment_that_is_not_the_balance_due_is_refused(long amount) =>
        Given(Placed).When(Pay(amount)).ThenRejected(OrderRejection.PaymentNotBalanceDue, "2250 GBP");

    [Fact]
    public void A_discount_lowers_what_is_due() =>
        Given(Placed, Discounted(250)).When(Pay(2000)).Then(Paid with { Amount = new Money(2000) });

    [Fact]
    public void Paying_twice_records_nothing_new() => Given(Placed, Paid).When(Pay(2250)).ThenNothingNew();

    [Fact]
    public void Paying_twice_records_nothing_new_on_a_shipped_order() =>
        Given(Placed, Paid, Shipped).When(Pay(2250)).ThenNothingNew();

    [Fact]
    public void A_payment_id_stands_for_one_amount() =>
        Given(Placed, Paid).When(Pay(1)).ThenRejected(OrderRejection.PaymentIdTaken, "2250");

    [Fact]
    public void A_paid_order_is_not_paid_by_another_payment() =>
        Given(Placed, Paid).When(Pay(2250, "p2")).ThenRejected(OrderRejection.NothingDue);

    [Fact]
    public void A_paid_order_does_not_take_a_payment_of_nothing() =>
        Given(Placed, Paid).When(Pay(0, "p2")).ThenRejected(OrderRejection.NothingDue);

    [Fact]
    public void An_item_added_to_a_paid_order_is_paid_by_a_second_payment() =>
        Given(Placed, Paid, PotAdded).When(Pay(1250, "p2"))
            .Then(new PaymentConfirmed(new PaymentId("p2"), new Money(1250), "card", First: false) { At = Noon });

    [Fact]
    public void A_cancelled_order_takes_no_payment() =>
        Given(Placed, Cancelled).When(Pay(2250)).ThenRejected(OrderRejection.Cancelled);

    [Fact]
    public void A_repeated_payment_is_refused_once_its_money_was_booked_back() =>
        Given(Placed, Paid, CancelledPaid).When(Pay(2250)).ThenRejected(OrderRejection.Cancelled);

    [Fact]
    public void A_free_order_is_paid_with_nothing() =>
        Given(PlacedFree).When(Pay(0)).Then(Paid with { Amount = Money.Zero });

    [Fact]
    public void A_free_order_is_paid_once() =>
        Given(PlacedFree, Paid with { Amount = Money.Zero }).When(Pay(0, "p2")).ThenRejected(OrderRejection.NothingDue);

    [Fact]
    public void A_method_of_any_length_is_not_taken() =>
        Given(Placed).When(Pay(2250) with { Method = new string('x', 501) }).ThenRejected(OrderRejection.TextTooLong);
}
