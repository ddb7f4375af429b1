using System.Runtime.ExceptionServices;
using Docket.Application.Import.Planning;
using Docket.Application.Orders;
using Docket.Domain.Orders;
using Docket.Journal.Deciding;

namespace Docket.Application.Import.Writing;

/// <summary>
/// Runs the plan's commands in their turn, many in flight so that they share the journal's flushes, and each order's one
/// after another.
/// </summary>
internal sealed class PlanRunner(OrderService orders, string mapping, IProgress<ImportProgress>? progress)
{
    private const int InFlightMax = 512;
    private const int CommandsPerReport = 1_024;

    private readonly ImportKeys _keys = new(mapping);
    private readonly CommandContext _context = new() { Actor = "import", CorrelationId = $"import:{mapping}" };
    private long _written;
    private Exception? _failure;

    /// <summary>Runs all of them.</summary>
    /// <returns>How many events were new.</returns>
    public async Task<long> RunAsync(List<PlannedCommand> commands, CancellationToken cancellationToken)
    {
        using var places = new SemaphoreSlim(InFlightMax);
        var started = 0;
        try
        {
            foreach (var planned in commands)
            {
                await places.WaitAsync(cancellationToken);
                if (_failure is not null)
                {
                    places.Release();
                    break;
                }

                var context = _context with { Key = _keys.Of(planned), IsNew = planned.Command is PlaceOrder };
                planned.Order.Before = RunInTurnAsync(planned, context, places, cancellationToken);
                if (++started % CommandsPerReport == 0)
                    progress?.Report(new ImportProgress(ImportStage.Writing, started, commands.Count));
            }
        }
        finally
        {
            // Whoever is in flight holds a place: all places together mean that nobody is. Not cancellable, and short.
            for (var i = 0; i < InFlightMax; i++) await places.WaitAsync(CancellationToken.None);
        }

        if (_failure is { } failure) ExceptionDispatchInfo.Throw(failure);
        progress?.Report(new ImportProgress(ImportStage.Writing, commands.Count, commands.Count));
        return _written;
    }

    private async Task RunInTurnAsync(
        PlannedCommand planned, CommandContext context, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        try
        {
            // The former command's failure is in _failure already, so waiting for it never throws.
            await planned.Order.Before;
            if (planned.Order.Refusal is not null || _failure is not null) return;
            Note(planned, await orders.ExecuteAsync(planned.Order.Id, planned.Command, context, cancellationToken));
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
        }
        finally
        {
            places.Release();
        }
    }

    private void Note(in PlannedCommand planned, CommandOutcome<OrderRejection> outcome)
    {
        var refusal = outcome switch
        {
            CommandOutcome<OrderRejection>.Done { Repeated: true } => null,
            CommandOutcome<OrderRejection>.Done => CountOne(),
            CommandOutcome<OrderRejection>.Rejected no => no.Reason.Rule,
            CommandOutcome<OrderRejection>.KeyReused => "imported before with other content",
            _ => "changed by others at the same time; import again",
        };
        if (refusal is null) return;
        if (planned.Refund is { } refund) refund.Refusal = refusal;
        else planned.Order.Refusal = refusal;
    }

    private string? CountOne()
    {
        Interlocked.Increment(ref _written);
        return null;
    }
}
