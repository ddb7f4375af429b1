using Docket.Domain.Orders;
using Docket.Domain.Shared;
using static Docket.Domain.Tests.Orders.OrderExamples;
using static Docket.Domain.Tests.Orders.OrderSpec;

namespace Docket.Domain.Tests.Orders;

public sealed class DiscountTests
{
    [Fact]
    public void A_discount_is_applied() => Given(Placed).When(Discount(250)).Then(Discounted(250));

    [Fact]
    public void A_discount_makes_the_order_cheaper() =>
        Assert.Equal(new Money(2000), Given(Placed, Discounted(250)).State.Total);

    [Fact]
    public void A_discount_may_be_the_whole_total() => Given(Placed).When(Discount(2250)).Then(Discounted(2250));

    [Fact]
    public void A_discount_above_the_total_is_refused() =>
        Given(Placed).When(Discount(2251)).ThenRejected(OrderRejection.DiscountAboveTotal, "2250 GBP");

    [Fact]
    public void A_second_discount_is_measured_at_what_is_left() =>
        Given(Placed, Discounted(2000)).When(Discount(251)).ThenRejected(OrderRejection.DiscountAboveTotal);

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void A_discount_is_positive(long amount) =>
        Given(Placed).When(Discount(amount)).ThenRejected(OrderRejection.DiscountInvalid);

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void A_code_out_of_bounds_is_refused(int length) =>
        Given(Placed).When(Discount(1, new string('x', length))).ThenRejected(OrderRejection.DiscountInvalid);

    [Fact]
    public void A_cancelled_order_takes_no_discount() =>
        Given(Placed, Cancelled).When(Discount(1)).ThenRejected(OrderRejection.Cancelled);

    [Fact]
    public void A_shipped_order_takes_no_discount() =>
        Given(Placed, Paid, Shipped).When(Discount(1)).ThenRejected(OrderRejection.Shipped);
}
