using Docket.Domain.Customers;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace Docket.Application.Tests.Wire;

/// <summary>Random events of every form, with texts that JSON must escape.</summary>
internal static class EventGenerators
{
    public static Arbitrary<object> Any { get; } = Gen.OneOf(
        Placed, ItemAdded, Discounted, Paid, Shipped, Cancelled, Refunded, Registered, Changed).ToArbitrary();

    private static Gen<string> Texts =>
        Gen.Elements('a', 'Z', '0', ' ', '"', '\\', '\'', '<', '&', '\n', '\t', 'é', '£', '日', '\u2028', '\u0001')
            .ArrayOf().Select(characters => new string(characters));

    private static Gen<string?> OptionalTexts => Gen.OneOf(Gen.Constant<string?>(null), Texts.Select(text => (string?)text));

    private static Gen<string> Ids =>
        Gen.Elements([.. "abzAZ09._-"]).NonEmptyListOf().Select(characters => new string([.. characters.Take(64)]));

    private static Gen<Money> Amounts =>
        Gen.OneOf(Gen.Choose(0, 1000), Gen.Choose(0, int.MaxValue)).Select(minor => new Money(minor * 4_194_304L));

    private static Gen<DateTimeOffset> Times =>
        from seconds in Gen.Choose(0, int.MaxValue)
        from ticks in Gen.Elements(0L, 1L, 1_234_567L, 9_999_999L)
        select DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(ticks);

    private static Gen<OrderLine> Lines =>
        from product in Ids
        from name in Texts
        from quantity in Gen.Choose(1, 1_000_000)
        from price in Amounts
        select new OrderLine(new Sku(product), name, quantity, price);

    private static Gen<object> Placed =>
        from customer in Gen.OneOf(Gen.Constant<string?>(null), Ids.Select(id => (string?)id))
        from lines in Lines.ArrayOf()
        from at in Times
        select (object)new OrderPlaced(
            customer is null ? null : new CustomerId(customer), new Currency("EUR"), lines.ToValueList())
        { At = at };

    private static Gen<object> ItemAdded =>
        from line in Lines
        from at in Times
        select (object)new ItemAdded(line) { At = at };

    private static Gen<object> Discounted =>
        from code in Texts
        from amount in Amounts
        from at in Times
        select (object)new DiscountApplied(code, amount) { At = at };

    private static Gen<object> Paid =>
        from payment in Ids
        from amount in Amounts
        from method in OptionalTexts
        from first in Gen.Elements(true, false)
        from at in Times
        select (object)new PaymentConfirmed(new PaymentId(payment), amount, method, first) { At = at };

    private static Gen<object> Shipped =>
        from carrier in OptionalTexts
        from tracking in OptionalTexts
        from at in Times
        select (object)new OrderShipped(carrier, tracking) { At = at };

    private static Gen<object> Cancelled =>
        from reason in OptionalTexts
        from total in Amounts
        from paidBack in Amounts
        from at in Times
        select (object)new OrderCancelled(reason, total, paidBack) { At = at };

    private static Gen<object> Refunded =>
        from lines in Lines.ArrayOf()
        from amount in Amounts
        from reason in OptionalTexts
        from at in Times
        select (object)new RefundIssued(
            lines.Select(line => new RefundLine(line.Product, line.Quantity, line.UnitPrice)).ToValueList(), amount, reason)
        { At = at };

    private static Gen<object> Registered =>
        from name in Texts
        from email in OptionalTexts
        from at in Times
        select (object)new CustomerRegistered(name, email) { At = at };

    private static Gen<object> Changed =>
        from name in Texts
        from email in OptionalTexts
        from at in Times
        select (object)new CustomerDetailsChanged(name, email) { At = at };
}
