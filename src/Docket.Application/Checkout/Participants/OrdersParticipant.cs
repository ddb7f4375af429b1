using Docket.Application.Orders;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Store;
using Outcome = Docket.Journal.Deciding.CommandOutcome<Docket.Domain.Orders.OrderRejection>;

namespace Docket.Application.Checkout.Participants;

/// <summary>Books on the order itself what the checkout came to: that it is paid, and that it is sent.</summary>
/// <remarks>
/// An order that was cancelled or changed meanwhile says no, and the checkout is taken back. Booked last of what can be
/// undone, so that a checkout that fails leaves the order as it was.
/// </remarks>
public sealed class OrdersParticipant(OrderService orders, TimeProvider clock) : IParticipant
{
    private const string Method = "checkout";
    private const int PaymentPart = 0;
    private const int ShippingPart = 1;

    /// <inheritdoc/>
    public ValueTask<StepOutcome> ExecuteAsync(StepCall call, CancellationToken cancellationToken) =>
        call.Kind == CallKind.Action ? BookAsync(call, cancellationToken) : TakeBackAsync(call, cancellationToken);

    /// <summary>Asking again tells, and changes nothing that was done.</summary>
    public ValueTask<StepOutcome?> QueryAsync(StepCall call, CancellationToken cancellationToken) => default;

    private async ValueTask<StepOutcome> BookAsync(StepCall call, CancellationToken cancellationToken)
    {
        var request = CheckoutRequest.Of(call.Input);
        var pay = new ConfirmPayment(PaymentOf(call), request.Total, Method) { At = clock.GetUtcNow() };
        var outcome = await RunAsync(call, request, pay, LedgerKeys.OfEffect(call, PaymentPart), cancellationToken);
        if (outcome is Outcome.Done)
        {
            var ship = new ShipOrder(null, null) { At = clock.GetUtcNow() };
            outcome = await RunAsync(call, request, ship, LedgerKeys.OfEffect(call, ShippingPart), cancellationToken);
            // Somebody sent it by hand: it is paid and sent, which is all that is wanted.
            if (outcome is Outcome.Rejected { Reason.Rule: var rule } && rule == OrderRejection.Shipped.Rule)
                return new StepOutcome.Succeeded();
        }

        switch (outcome)
        {
            case Outcome.Done:
                return new StepOutcome.Succeeded();
            case Outcome.Rejected no:
                // A refusal is final: nothing of it stands, and the keys are taken.
                return await TakeBackAsync(call, cancellationToken) is StepOutcome.FailedForNow busy
                    ? busy
                    : new StepOutcome.Refused(no.Reason.Title);
            case Outcome.KeyReused:
                return new StepOutcome.Refused("It was called off before.");
            default:
                return new StepOutcome.FailedForNow("Many write to this order at once.");
        }
    }

    /// <summary>What a cancelling has booked back already cannot be given back once more, and need not.</summary>
    private async ValueTask<StepOutcome> TakeBackAsync(StepCall call, CancellationToken cancellationToken)
    {
        var request = CheckoutRequest.Of(call.Input);
        var off = await RunAsync(
            call, request, new CallOffCheckout { At = clock.GetUtcNow() }, LedgerKeys.OfCallingOff(call, PaymentPart),
            cancellationToken);
        if (off is Outcome.KeyReused && request.Total > Money.Zero)
            off = await RunAsync(
                call, request, new IssueRefund([], request.Total, Method) { At = clock.GetUtcNow() },
                LedgerKeys.OfUndoing(call, PaymentPart), cancellationToken);
        return off is Outcome.Conflicted
            ? new StepOutcome.FailedForNow("Many write to this order at once.")
            : new StepOutcome.Succeeded();
    }

    /// <summary>One for each checkout of the order.</summary>
    private static PaymentId PaymentOf(StepCall call)
    {
        var number = call.Process[(call.Process.LastIndexOf('.') + 1)..];
        return new PaymentId($"checkout-{(number.Length > 40 ? number[^40..] : number)}");
    }

    private ValueTask<Outcome> RunAsync(
        StepCall call, CheckoutRequest request, OrderCommand command, CommandKey key, CancellationToken cancellationToken) =>
        orders.ExecuteAsync(request.Order, command, SagaContext.Of(call, key), cancellationToken);
}
