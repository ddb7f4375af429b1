using Docket.Domain.Orders;
using Docket.Domain.Shared;
using static Docket.Domain.Tests.Orders.OrderExamples;
using static Docket.Domain.Tests.Orders.OrderSpec;

namespace Docket.Domain.Tests.Orders;

public sealed class PlacingTests
{
    [Fact]
    public void An_order_is_placed_with_its_lines() => Given().When(Place(TwoMugs, OnePot)).Then(Placed);

    [Fact]
    public void A_guest_may_order() =>
        Given().When(Place(TwoMugs) with { Customer = null }).Then(Placed with { Customer = null, Lines = [TwoMugs] });

    [Fact]
    public void A_placed_order_is_not_placed_again() =>
        Given(Placed).When(Place(TwoMugs)).ThenRejected(OrderRejection.AlreadyPlaced);

    [Fact]
    public void A_cancelled_order_is_not_placed_again() =>
        Given(Placed, Cancelled).When(Place(TwoMugs)).ThenRejected(OrderRejection.AlreadyPlaced);

    [Fact]
    public void An_order_without_lines_is_refused() => Given().When(Place()).ThenRejected(OrderRejection.LineCount);

    [Fact]
    public void A_thousand_lines_are_possible() => Assert.Null(Order.Decide(Order.Initial, Place(Lines(1000))).Rejection);

    [Fact]
    public void A_thousand_and_one_lines_are_refused() =>
        Given().When(Place(Lines(1001))).ThenRejected(OrderRejection.LineCount, "1001");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    public void A_quantity_out_of_bounds_is_refused(int quantity) =>
        Given().When(Place(OnePot, TwoMugs with { Quantity = quantity }))
            .ThenRejected(OrderRejection.LineInvalid, $"line 2 is {quantity}");

    [Fact]
    public void A_million_of_one_product_is_possible() =>
        Assert.Null(Order.Decide(Order.Initial, Place(TwoMugs with { Quantity = 1_000_000 })).Rejection);

    [Fact]
    public void A_negative_price_is_refused() =>
        Given().When(Place(TwoMugs with { UnitPrice = new Money(-1) })).ThenRejected(OrderRejection.LineInvalid, "-1");

    [Fact]
    public void A_price_of_nothing_is_possible() => Given().When(
        Place(PlacedFree.Lines[0]) with { Customer = null }).Then(PlacedFree);

    [Theory]
    [InlineData(0)]
    [InlineData(501)]
    public void A_name_out_of_bounds_is_refused(int length) =>
        Given().When(Place(TwoMugs with { Name = new string('x', length) }))
            .ThenRejected(OrderRejection.LineInvalid, $"{length} characters");

    [Fact]
    public void An_order_may_come_to_the_largest_amount() =>
        Assert.Null(Order.Decide(Order.Initial, Place(OnePot with { UnitPrice = Money.Max })).Rejection);

    [Fact]
    public void An_order_above_the_largest_amount_is_refused() =>
        Given().When(Place(OnePot with { UnitPrice = Money.Max }, OnePot with { UnitPrice = new Money(1) }))
            .ThenRejected(OrderRejection.TotalTooLarge, "9007199254740992");

    [Fact]
    public void A_total_beyond_64_bits_is_refused_and_not_a_fault() =>
        Given().When(Place(TwoMugs with { Quantity = 1_000_000, UnitPrice = new Money(long.MaxValue) }))
            .ThenRejected(OrderRejection.TotalTooLarge);

    private static OrderLine[] Lines(int count) => [.. Enumerable.Repeat(TwoMugs, count)];
}
