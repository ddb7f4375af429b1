using Docket.Domain.Customers;
using Docket.Domain.Loyalty;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Domain.Stock;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;

namespace Docket.Application.Tests.Wire;

/// <summary>One event of every form, with every field filled.</summary>
internal static class EventExamples
{
    private static readonly DateTimeOffset At = new(2011, 1, 18, 10, 1, 0, TimeSpan.Zero);

    private static readonly Brief Brief = new(
        "541431.1", "checkout", 1, new JsonText("""{"order_id":"541431"}"""),
        [new StepOutput("reserve_stock", new JsonText("\"kept\""))], At.AddMinutes(30), "request-1");

    public static IReadOnlyDictionary<string, object> ByWireName { get; } = new Dictionary<string, object>
    {
        ["order.placed.v1"] = new OrderPlaced(
            new CustomerId("12346"), new Currency("GBP"),
            [
                new OrderLine(new Sku("23166"), "MEDIUM CERAMIC TOP STORAGE JAR", 74215, new Money(104)),
                new OrderLine(new Sku("85123A"), "DOLLY GIRL'S LUNCH BOX & CAFÉ SIGN", 1, new Money(0)),
            ])
        { At = At },
        ["order.item_added.v1"] =
            new ItemAdded(new OrderLine(new Sku("BANK_CHARGES"), "Bank Charges", 1, new Money(1500))) { At = At },
        ["order.discount_applied.v1"] = new DiscountApplied("TEN", new Money(1000)) { At = At },
        ["order.payment_confirmed.v1"] =
            new PaymentConfirmed(new PaymentId("541431"), new Money(7718360), "card", First: true) { At = At },
        ["order.shipped.v1"] = new OrderShipped("DHL", "00340434161094000001") { At = At },
        ["order.cancelled.v1"] = new OrderCancelled("found cheaper", new Money(2250), new Money(2000)) { At = At },
        ["order.refund_issued.v1"] =
            new RefundIssued([new RefundLine(new Sku("23166"), 74215, new Money(104))], new Money(7718360), "C541433") { At = At },
        ["customer.registered.v2"] = new CustomerRegistered("Ada Lovelace", "ada@example.org") { At = At },
        ["customer.details_changed.v1"] = new CustomerDetailsChanged("Ada King", "ada@example.org") { At = At },
        ["stock.received.v1"] = new StockReceived(500) { At = At },
        ["stock.reserved.v1"] = new StockReserved("541431.1", 2, At.AddMinutes(30)) { At = At },
        ["stock.reservation_released.v1"] = new ReservationReleased("541431.1", 2) { At = At },
        ["stock.reservation_expired.v1"] = new ReservationExpired("541431.1", 2) { At = At },
        ["stock.shipped.v1"] = new StockShipped("541431.1", 2) { At = At },
        ["stock.returned.v1"] = new StockReturned("541431.1", 2) { At = At },
        ["loyalty.points_earned.v1"] = new PointsEarned("541431.1", 771) { At = At },
        ["loyalty.points_taken_back.v1"] = new PointsTakenBack("541431.1", 771) { At = At },
        ["saga.started.v1"] = new ProcessStarted(
            "541431.1", "checkout", 1, new JsonText("""{"order_id":"541431"}"""), "request-1")
        { At = At },
        ["saga.choreography_started.v1"] = new ChoreographyStarted("CheckoutStarted", Brief) { At = At },
        ["saga.part_started.v1"] = new PartStarted("charge_card", Brief) { At = At },
        ["saga.step_told.v1"] = new StepTold("CardCharged", "charge_card", Direction.Forward, Brief) { At = At },
        ["saga.step_tried.v1"] =
            new StepTried("charge_card", CallKind.Action, 2, "541431.1/charge_card/do") { At = At },
        ["saga.step_succeeded.v1"] = new StepSucceeded(
            "charge_card", CallKind.Action, 2, new JsonText("\"ok\""), "payment_completed")
        { At = At },
        ["saga.step_refused.v1"] = new StepRefused("charge_card", CallKind.Action, 1, "card declined") { At = At },
        ["saga.step_failed_for_now.v1"] = new StepFailedForNow("charge_card", CallKind.Action, 1, "busy") { At = At },
        ["saga.step_outcome_unknown.v1"] =
            new StepOutcomeUnknown("charge_card", CallKind.Compensation, 1, "no answer") { At = At },
        ["saga.step_skipped.v1"] = new StepSkipped("send_receipt", CallKind.Action, "told by phone") { At = At },
        ["saga.compensation_begun.v1"] = new CompensationBegun("card declined") { At = At },
        ["saga.timer_set.v1"] = new TimerSet("retry", At.AddMinutes(1)) { At = At },
        ["saga.timer_fired.v1"] = new TimerFired("retry") { At = At },
        ["saga.stopped_for_person.v1"] =
            new StoppedForPerson("charge_card", CallKind.Action, "no answer", Failed: false) { At = At },
        ["saga.person_decided.v1"] = new PersonDecided(PersonsChoice.Compensate, "the bank says no") { At = At },
        ["saga.ended.v1"] = new ProcessEnded("compensated") { At = At },
    };
}
