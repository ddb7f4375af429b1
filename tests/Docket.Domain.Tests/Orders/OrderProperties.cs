using Docket.Domain.Orders;
using Docket.Domain.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Docket.Domain.Tests.Orders;

/// <summary>What holds for every order, whatever was asked of it.</summary>
public sealed class OrderProperties
{
    [Fact]
    public void No_sequence_of_commands_breaks_an_invariant() => ForAllSteps((_, _, after) =>
        after.Refunded >= Money.Zero
        && after.Refundable >= Money.Zero
        && after.Total >= Money.Zero
        && after.BalanceDue >= Money.Zero
        && after.LineCount <= OrderLimits.LinesMax
        && after.Products.All(tally => tally.Refunded >= 0 && tally.Refunded <= tally.Ordered));

    [Fact]
    public void Nothing_follows_a_cancelling() => ForAllSteps((_, before, _) => before.Stage != OrderStage.Cancelled);

    [Fact]
    public void Only_refunds_and_a_free_payment_follow_the_shipping() => ForAllSteps((recorded, before, _) =>
        before.Stage != OrderStage.Shipped || recorded is RefundIssued or PaymentConfirmed { Amount.Minor: 0 });

    [Fact]
    public void Nothing_is_shipped_that_is_not_paid() => ForAllSteps((recorded, before, _) =>
        recorded is not OrderShipped || before.BalanceDue == Money.Zero);

    [Fact]
    public void A_payment_leaves_nothing_due() => ForAllSteps((recorded, _, after) =>
        recorded is not PaymentConfirmed || (after.IsPaid && after.BalanceDue == Money.Zero));

    [Fact]
    public void Exactly_one_payment_is_the_first() => ForAllRuns(run =>
    {
        var firsts = run.Select(step => step.Recorded).OfType<PaymentConfirmed>().Select(payment => payment.First).ToList();
        return firsts.Count == 0 || (firsts[0] && firsts.Count(first => first) == 1);
    });

    [Fact]
    public void Money_adds_up_from_the_events_alone() => ForAllRuns(run =>
    {
        var events = run.Select(step => step.Recorded).ToList();
        var state = run[^1].After;
        var lines = events.OfType<OrderPlaced>().SelectMany(placed => placed.Lines.ToArray())
            .Concat(events.OfType<ItemAdded>().Select(added => added.Line)).ToList();
        return state.LineCount == lines.Count
            && state.LinesTotal.Minor == lines.Sum(line => line.Amount.Minor)
            && state.Discount.Minor == events.OfType<DiscountApplied>().Sum(discount => discount.Amount.Minor)
            && state.Paid.Minor == events.OfType<PaymentConfirmed>().Sum(payment => payment.Amount.Minor)
            && state.Refunded.Minor == events.OfType<RefundIssued>().Sum(refund => refund.Amount.Minor)
                + events.OfType<OrderCancelled>().Sum(cancelled => cancelled.PaidBack.Minor)
            && state.Products.Sum(tally => tally.Ordered) == lines.Sum(line => line.Quantity);
    });

    [Fact]
    public void A_cancelling_books_back_all_that_is_left() => ForAllSteps((recorded, before, after) =>
        recorded is not OrderCancelled cancelled
        || (cancelled.PaidBack == before.Refundable && cancelled.Total == before.Total && after.Refundable == Money.Zero));

    [Fact]
    public void A_fold_in_parts_equals_the_fold_at_once() => ForAllRuns(run =>
    {
        var events = run.Select(step => step.Recorded).ToArray();
        var whole = events.Aggregate(Order.Initial, Order.Evolve);
        return Enumerable.Range(0, events.Length + 1).All(cut =>
            events[cut..].Aggregate(events[..cut].Aggregate(Order.Initial, Order.Evolve), Order.Evolve) == whole);
    });

    [Fact]
    public void The_commands_reach_every_event_so_that_the_properties_say_something()
    {
        var reached = new HashSet<Type>();
        ForAllSteps((recorded, _, _) => reached.Add(recorded.GetType()) || true);
        Assert.Equal(7, reached.Count);
    }

    private static void ForAllSteps(Func<OrderEvent, OrderState, OrderState, bool> holds) =>
        ForAllRuns(run => run.All(step => holds(step.Recorded, step.Before, step.After)));

    private static void ForAllRuns(
        Func<IReadOnlyList<(OrderEvent Recorded, OrderState Before, OrderState After)>, bool> holds) =>
        Prop.ForAll(CommandSequences.Any, commands => holds([.. CommandSequences.Run(commands)]))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithQuietOnSuccess(true));
}
