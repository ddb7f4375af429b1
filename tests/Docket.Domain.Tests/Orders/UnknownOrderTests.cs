using Docket.Domain.Orders;
using static Docket.Domain.Tests.Orders.OrderExamples;
using static Docket.Domain.Tests.Orders.OrderSpec;

namespace Docket.Domain.Tests.Orders;

public sealed class UnknownOrderTests
{
    [Fact]
    public void An_unknown_order_takes_no_item() => Given().When(Add(OnePot)).ThenRejected(OrderRejection.Unknown);

    [Fact]
    public void An_unknown_order_takes_no_discount() => Given().When(Discount(1)).ThenRejected(OrderRejection.Unknown);

    [Fact]
    public void An_unknown_order_takes_no_payment() => Given().When(Pay(1)).ThenRejected(OrderRejection.Unknown);

    [Fact]
    public void An_unknown_order_is_not_shipped() => Given().When(Ship).ThenRejected(OrderRejection.Unknown);

    [Fact]
    public void An_unknown_order_is_not_cancelled() => Given().When(Cancel).ThenRejected(OrderRejection.Unknown);

    [Fact]
    public void An_unknown_order_is_not_refunded() => Given().When(Refund(1)).ThenRejected(OrderRejection.Unknown);
}
