using Docket.Application.Wire;
using Docket.Domain.Loyalty;
using Docket.Domain.Shared;
using Docket.Journal.Deciding;
using Docket.Journal.Store;

namespace Docket.Application.Checkout;

/// <summary>Runs commands on customers' loyalty points: one customer, one stream.</summary>
public sealed class LoyaltyService
{
    private readonly DeciderRunner<LoyaltyState, LoyaltyCommand, LoyaltyEvent, LoyaltyRejection> _runner;

    /// <summary>Runs on this store.</summary>
    public LoyaltyService(IEventStore store, TimeProvider clock, DeciderRunnerOptions options) =>
        _runner = new(store, new Aggregate<LoyaltyState, LoyaltyCommand, LoyaltyEvent, LoyaltyRejection>
        {
            Category = WireNames.LoyaltyCategory,
            Decider = LoyaltyAccount.Decider,
            OccurredAt = recorded => recorded.At,
        }, clock, options, null);

    /// <summary>Runs one command.</summary>
    public ValueTask<CommandOutcome<LoyaltyRejection>> ExecuteAsync(
        CustomerId customer, LoyaltyCommand command, CommandContext context, CancellationToken cancellationToken) =>
        _runner.RunAsync(customer.Value, command, context, cancellationToken);

    /// <summary>A customer's points, from the journal as it is now.</summary>
    public async ValueTask<LoyaltyState> LoadAsync(CustomerId customer, CancellationToken cancellationToken) =>
        (await _runner.LoadAsync(customer.Value, cancellationToken)).State;
}
