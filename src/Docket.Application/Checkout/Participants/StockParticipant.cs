using Docket.Domain.Stock;
using Docket.Journal.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Store;
using Docket.Kernel;
using Outcome = Docket.Journal.Deciding.CommandOutcome<Docket.Domain.Stock.StockRejection>;

namespace Docket.Application.Checkout.Participants;

/// <summary>Reserves every line of a checkout or none, each in its product's own stream.</summary>
/// <remarks>
/// A crash between two lines leaves some reserved; the same call made again goes on where it was. Reservations that
/// nobody comes back for expire.
/// </remarks>
public sealed class StockParticipant(StockService stock, TimeProvider clock) : IParticipant
{
    /// <summary>How long goods are kept: longer than a checkout may take, with its undoing.</summary>
    public static TimeSpan KeptFor { get; } = TimeSpan.FromDays(2);

    /// <inheritdoc/>
    public ValueTask<StepOutcome> ExecuteAsync(StepCall call, CancellationToken cancellationToken) =>
        call.Kind == CallKind.Action ? ReserveAsync(call, cancellationToken) : ReleaseAsync(call, cancellationToken);

    /// <summary>Asking again tells, and changes nothing that was done.</summary>
    public ValueTask<StepOutcome?> QueryAsync(StepCall call, CancellationToken cancellationToken) => default;

    private async ValueTask<StepOutcome> ReserveAsync(StepCall call, CancellationToken cancellationToken)
    {
        var lines = CheckoutRequest.Of(call.Input).Lines;
        for (var i = 0; i < lines.Count; i++)
        {
            var now = clock.GetUtcNow();
            var reserve = new ReserveStock(call.ActionKey, lines[i].Quantity, now + KeptFor) { At = now };
            var outcome = await stock.ExecuteAsync(
                lines[i].Product, reserve, ContextOf(call, LedgerKeys.OfEffect(call, i)), cancellationToken);
            if (outcome is Outcome.Done) continue;
            if (outcome is Outcome.Conflicted) return new StepOutcome.FailedForNow($"Many want {lines[i].Product} at once.");
            await CallOffAsync(call, lines, cancellationToken);
            return new StepOutcome.Refused(
                outcome is Outcome.Rejected no ? $"{lines[i].Product}: {no.Reason.Title}" : "It was called off before.");
        }

        return new StepOutcome.Succeeded();
    }

    private async ValueTask<StepOutcome> ReleaseAsync(StepCall call, CancellationToken cancellationToken)
    {
        await CallOffAsync(call, CheckoutRequest.Of(call.Input).Lines, cancellationToken);
        return new StepOutcome.Succeeded();
    }

    /// <summary>Releases what was reserved, and takes the keys of what was not, so that it never will be.</summary>
    private async ValueTask CallOffAsync(StepCall call, ValueList<CheckoutLine> lines, CancellationToken cancellationToken)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var at = clock.GetUtcNow();
            var off = await stock.ExecuteAsync(
                lines[i].Product, new CallOffReservation { At = at },
                ContextOf(call, LedgerKeys.OfCallingOff(call, i)), cancellationToken);
            if (off is Outcome.Done) continue;
            if (off is not Outcome.KeyReused) throw new InvalidOperationException($"{lines[i].Product} was not called off: {off}");
            var released = await stock.ExecuteAsync(
                lines[i].Product, new ReleaseStock(call.ActionKey) { At = at },
                ContextOf(call, LedgerKeys.OfUndoing(call, i)), cancellationToken);
            if (released is not Outcome.Done) throw new InvalidOperationException($"{lines[i].Product} was not released: {released}");
        }
    }

    private static CommandContext ContextOf(StepCall call, CommandKey key) =>
        new() { Key = key, CorrelationId = call.Correlation, CausationId = call.Process };
}
