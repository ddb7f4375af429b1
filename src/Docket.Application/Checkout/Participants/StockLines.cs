using Docket.Domain.Stock;
using Docket.Journal.Deciding;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Store;
using Outcome = Docket.Journal.Deciding.CommandOutcome<Docket.Domain.Stock.StockRejection>;

namespace Docket.Application.Checkout.Participants;

/// <summary>
/// Does something to each line of a checkout in its product's own stream, and undoes what was done of it.
/// </summary>
internal sealed class StockLines(StockService stock, TimeProvider clock)
{
    /// <summary>Under which a checkout's goods are kept.</summary>
    public static string ReservationOf(StepCall call) => call.Process;

    /// <summary>
    /// Does it line by line; a crash in between leaves some done, and the same call again goes on from there.
    /// </summary>
    /// <returns>Null when all is done; otherwise the first line that is not, and why.</returns>
    public async ValueTask<(CheckoutLine Line, Outcome Outcome)?> DoAsync(
        StepCall call, Func<CheckoutLine, DateTimeOffset, StockCommand> command, CancellationToken cancellationToken)
    {
        var lines = CheckoutRequest.Of(call.Input).Lines;
        for (var i = 0; i < lines.Count; i++)
        {
            var outcome = await RunAsync(call, lines[i], command, LedgerKeys.OfEffect(call, i), cancellationToken);
            if (outcome is not Outcome.Done) return (lines[i], outcome);
        }

        return null;
    }

    /// <summary>Takes the keys of what was not done, so that it never will be, and undoes what was.</summary>
    /// <returns>Succeeded; or failed for now where others write to a product at the same time.</returns>
    public async ValueTask<StepOutcome> UndoAsync(
        StepCall call, Func<CheckoutLine, DateTimeOffset, StockCommand> undo, CancellationToken cancellationToken)
    {
        var lines = CheckoutRequest.Of(call.Input).Lines;
        for (var i = 0; i < lines.Count; i++)
        {
            var off = await RunAsync(
                call, lines[i], (_, at) => new CallOffStock { At = at }, LedgerKeys.OfCallingOff(call, i), cancellationToken);
            if (off is Outcome.KeyReused)
                off = await RunAsync(call, lines[i], undo, LedgerKeys.OfUndoing(call, i), cancellationToken);
            if (off is Outcome.Conflicted) return Busy(lines[i]);
            if (off is not Outcome.Done) throw new InvalidOperationException($"{lines[i].Product} was not undone: {off}");
        }

        return new StepOutcome.Succeeded();
    }

    /// <summary>Others were faster at every try.</summary>
    public static StepOutcome Busy(CheckoutLine line) =>
        new StepOutcome.FailedForNow($"Many want {line.Product} at once.");

    private ValueTask<Outcome> RunAsync(
        StepCall call, CheckoutLine line, Func<CheckoutLine, DateTimeOffset, StockCommand> command, CommandKey key,
        CancellationToken cancellationToken) => stock.ExecuteAsync(
            line.Product, command(line, clock.GetUtcNow()),
            SagaContext.Of(call, key), cancellationToken);
}
