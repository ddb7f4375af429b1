using Docket.Domain.Orders;
using static Docket.Domain.Tests.Orders.OrderExamples;
using static Docket.Domain.Tests.Orders.OrderSpec;

namespace Docket.Domain.Tests.Orders;

public sealed class ShippingTests
{
    [Fact]
    public void A_paid_order_is_shipped() => Given(Placed, Paid).When(Ship).Then(Shipped);

    [Fact]
    public void An_unpaid_order_cannot_be_shipped() =>
        Given(Placed).When(Ship).ThenRejected(OrderRejection.NotPaid, "2250 GBP");

    [Fact]
    public void An_order_with_an_item_added_since_it_was_paid_cannot_be_shipped() =>
        Given(Placed, Paid, PotAdded).When(Ship).ThenRejected(OrderRejection.NotPaid, "1250 GBP");

    [Fact]
    public void A_free_order_is_shipped_without_a_payment() => Given(PlacedFree).When(Ship).Then(Shipped);

    [Fact]
    public void An_order_discounted_to_nothing_is_shipped_without_a_payment() =>
        Given(Placed, Discounted(2250)).When(Ship).Then(Shipped);

    [Fact]
    public void A_shipped_order_is_not_shipped_again() =>
        Given(Placed, Paid, Shipped).When(Ship).ThenRejected(OrderRejection.Shipped);

    [Fact]
    public void A_cancelled_order_is_not_shipped() =>
        Given(Placed, Paid, CancelledPaid).When(Ship).ThenRejected(OrderRejection.Cancelled);

    [Fact]
    public void A_carrier_of_any_length_is_not_taken() =>
        Given(Placed, Paid).When(Ship with { Carrier = new string('x', 501) }).ThenRejected(OrderRejection.TextTooLong);

    [Fact]
    public void A_tracking_number_of_any_length_is_not_taken() =>
        Given(Placed, Paid).When(Ship with { Tracking = new string('x', 501) }).ThenRejected(OrderRejection.TextTooLong);
}
