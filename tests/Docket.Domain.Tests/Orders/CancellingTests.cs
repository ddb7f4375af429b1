using Docket.Domain.Orders;
using Docket.Domain.Shared;
using static Docket.Domain.Tests.Orders.OrderExamples;
using static Docket.Domain.Tests.Orders.OrderSpec;

namespace Docket.Domain.Tests.Orders;

public sealed class CancellingTests
{
    [Fact]
    public void An_unpaid_order_is_cancelled_and_nothing_is_booked_back() =>
        Given(Placed).When(Cancel).Then(Cancelled);

    [Fact]
    public void Cancelling_a_paid_order_books_the_paid_amount_back() =>
        Given(Placed, Paid).When(Cancel).Then(CancelledPaid);

    [Fact]
    public void What_was_refunded_before_is_not_booked_back_again() =>
        Given(Placed, Paid, Refunded(250)).When(Cancel).Then(Cancelled with { PaidBack = new Money(2000) });

    [Fact]
    public void What_was_added_since_it_was_paid_is_in_the_total_and_not_booked_back() =>
        Given(Placed, Paid, PotAdded).When(Cancel).Then(CancelledPaid with { Total = new Money(3500) });

    [Fact]
    public void A_cancelled_order_is_not_cancelled_again() =>
        Given(Placed, Cancelled).When(Cancel).ThenRejected(OrderRejection.Cancelled);

    [Fact]
    public void A_shipped_order_is_not_cancelled() =>
        Given(Placed, Paid, Shipped).When(Cancel).ThenRejected(OrderRejection.Shipped);

    [Fact]
    public void A_reason_of_any_length_is_not_taken() =>
        Given(Placed).When(Cancel with { Reason = new string('x', 501) }).ThenRejected(OrderRejection.TextTooLong);
}
