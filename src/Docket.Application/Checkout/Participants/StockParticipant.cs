using Docket.Domain.Stock;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Outcome = Docket.Journal.Deciding.CommandOutcome<Docket.Domain.Stock.StockRejection>;

namespace Docket.Application.Checkout.Participants;

/// <summary>Reserves every line of a checkout or none. Reservations that nobody comes back for expire.</summary>
public sealed class StockParticipant(StockService stock, TimeProvider clock) : IParticipant
{
    private readonly StockLines _lines = new(stock, clock);

    /// <summary>How long goods are kept: longer than a checkout may take, with its undoing.</summary>
    public static TimeSpan KeptFor { get; } = TimeSpan.FromDays(2);

    /// <inheritdoc/>
    public ValueTask<StepOutcome> ExecuteAsync(StepCall call, CancellationToken cancellationToken) =>
        call.Kind == CallKind.Action ? ReserveAsync(call, cancellationToken) : ReleaseAsync(call, cancellationToken);

    /// <summary>Asking again tells, and changes nothing that was done.</summary>
    public ValueTask<StepOutcome?> QueryAsync(StepCall call, CancellationToken cancellationToken) => default;

    private async ValueTask<StepOutcome> ReserveAsync(StepCall call, CancellationToken cancellationToken)
    {
        var reservation = StockLines.ReservationOf(call);
        var stopped = await _lines.DoAsync(
            call, (line, at) => new ReserveStock(reservation, line.Quantity, at + KeptFor) { At = at }, cancellationToken);
        if (stopped is not { } at) return new StepOutcome.Succeeded();
        if (at.Outcome is Outcome.Conflicted) return StockLines.Busy(at.Line);

        // A refusal is final: the keys are taken, or the same call might go through when there are goods again.
        if (await ReleaseAsync(call, cancellationToken) is StepOutcome.FailedForNow busy) return busy;
        return new StepOutcome.Refused(
            at.Outcome is Outcome.Rejected no ? $"{at.Line.Product}: {no.Reason.Title}" : "It was called off before.");
    }

    private ValueTask<StepOutcome> ReleaseAsync(StepCall call, CancellationToken cancellationToken)
    {
        var reservation = StockLines.ReservationOf(call);
        return _lines.UndoAsync(call, (_, at) => new ReleaseStock(reservation) { At = at }, cancellationToken);
    }
}
