using Docket.Domain.Loyalty;
using Docket.Journal.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Store;
using Outcome = Docket.Journal.Deciding.CommandOutcome<Docket.Domain.Loyalty.LoyaltyRejection>;

namespace Docket.Application.Checkout.Participants;

/// <summary>Gives one point for each whole hundred minor units; guests have no account and get none.</summary>
public sealed class LoyaltyParticipant(LoyaltyService accounts, TimeProvider clock) : IParticipant
{
    private const long MinorPerPoint = 100;

    /// <inheritdoc/>
    public async ValueTask<StepOutcome> ExecuteAsync(StepCall call, CancellationToken cancellationToken)
    {
        var request = CheckoutRequest.Of(call.Input);
        if (request.Customer is not { } customer) return new StepOutcome.Succeeded();
        var points = request.Total.Minor / MinorPerPoint;
        if (call.Kind == CallKind.Action)
        {
            var earn = new EarnPoints(call.Process, points) { At = clock.GetUtcNow() };
            return Of(await RunAsync(earn, LedgerKeys.OfEffect(call, 0)));
        }

        var off = await RunAsync(new CallOffPoints { At = clock.GetUtcNow() }, LedgerKeys.OfCallingOff(call, 0));
        if (off is not Outcome.KeyReused) return Of(off);
        var takeBack = new TakeBackPoints(call.Process, points) { At = clock.GetUtcNow() };
        return Of(await RunAsync(takeBack, LedgerKeys.OfUndoing(call, 0)));

        ValueTask<Outcome> RunAsync(LoyaltyCommand command, CommandKey key) => accounts.ExecuteAsync(
            customer, command,
            SagaContext.Of(call, key), cancellationToken);
    }

    /// <summary>Asking again tells, and changes nothing that was done.</summary>
    public ValueTask<StepOutcome?> QueryAsync(StepCall call, CancellationToken cancellationToken) => default;

    private static StepOutcome Of(Outcome outcome) => outcome switch
    {
        Outcome.Done => new StepOutcome.Succeeded(),
        Outcome.Rejected no => new StepOutcome.Refused(no.Reason.Title),
        Outcome.KeyReused => new StepOutcome.Refused("It was called off before."),
        _ => new StepOutcome.FailedForNow("Many write to this account at once."),
    };
}
