using Docket.Domain.Stock;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;

namespace Docket.Application.Checkout.Participants;

/// <summary>Has a carrier send the goods, and books them out of the house; undone, they are booked in again.</summary>
/// <remarks>Once they are sent they are not kept any more, so that what was paid for cannot expire.</remarks>
public sealed class ShippingParticipant(IParticipant carrier, StockService stock, TimeProvider clock) : IParticipant
{
    private readonly StockLines _lines = new(stock, clock);

    /// <inheritdoc/>
    public async ValueTask<StepOutcome> ExecuteAsync(StepCall call, CancellationToken cancellationToken) =>
        await BookAsync(call, await carrier.ExecuteAsync(call, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<StepOutcome?> QueryAsync(StepCall call, CancellationToken cancellationToken) =>
        await carrier.QueryAsync(call, cancellationToken) is { } known
            ? await BookAsync(call, known, cancellationToken)
            : null;

    private async ValueTask<StepOutcome> BookAsync(
        StepCall call, StepOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome is not StepOutcome.Succeeded) return outcome;
        var reservation = StockLines.ReservationOf(call);
        if (call.Kind == CallKind.Compensation)
        {
            var undone = await _lines.UndoAsync(
                call, (line, at) => new ReturnStock(reservation, line.Quantity) { At = at }, cancellationToken);
            return undone is StepOutcome.Succeeded ? outcome : undone;
        }

        // The carrier has it: whatever stops the booking now, this is not undone, and a person looks if it stays so.
        var stopped = await _lines.DoAsync(
            call, (_, at) => new ShipStock(reservation) { At = at }, cancellationToken);
        return stopped is { } at
            ? new StepOutcome.Unknown($"The carrier has it, and {at.Line.Product} is not booked out: {at.Outcome}")
            : outcome;
    }
}
