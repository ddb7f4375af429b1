using Docket.Application.Checkout;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using MimeKit;

namespace Docket.Participants.Email;

/// <summary>Writes the receipt. Who gave no address gets none.</summary>
/// <param name="outlet">Where it leaves the house; null where nobody said, and then receipts are refused.</param>
/// <param name="from">Who writes.</param>
/// <param name="clock">The mail's date.</param>
public sealed class EmailParticipant(IMailOutlet? outlet, MailboxAddress from, TimeProvider clock) : IParticipant
{
    /// <inheritdoc/>
    public async ValueTask<StepOutcome> ExecuteAsync(StepCall call, CancellationToken cancellationToken)
    {
        if (call.Kind == CallKind.Compensation) return new StepOutcome.Refused("A mail that is sent is read.");
        var checkout = CheckoutRequest.Of(call.Input);
        if (checkout.Email is not { Length: > 0 } address)
            return new StepOutcome.Succeeded(new JsonText("\"no address was given\""));
        if (outlet is null) return new StepOutcome.Refused("No way for mails is configured.");
        if (!MailboxAddress.TryParse(address, out var to)) return new StepOutcome.Refused("The address is none.");
        if (outlet.HasSent(Receipt.IdOf(call.Key, from))) return new StepOutcome.Succeeded();
        using var mail = Receipt.Of(checkout, to, from, call.Key, clock.GetUtcNow());
        return await outlet.SendAsync(mail, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<StepOutcome?> QueryAsync(StepCall call, CancellationToken cancellationToken) =>
        ValueTask.FromResult<StepOutcome?>(
            outlet?.HasSent(Receipt.IdOf(call.Key, from)) == true ? new StepOutcome.Succeeded() : null);
}
