using System.Globalization;
using Docket.Application.Checkout;
using Docket.Application.Checkout.Participants;
using Docket.Application.Checkout.Simulated;
using Docket.Application.PublicEvents;
using Docket.Application.Wire;
using Docket.Host.Composition.Roles;
using Docket.Host.Composition.Stores;
using Docket.Journal.Deciding;
using Docket.Journal.Leasing;
using Docket.Journal.Postgres.Leasing;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Participants;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Docket.Host.Composition.Sagas;

/// <summary>
/// Runs this process's share of the sagas: stock and points are Docket's own, the others are simulated.
/// </summary>
internal sealed class SagaWork : IBackgroundWork
{
    private readonly ProcessHost _host;
    private readonly ChoreographyHost _choreography;
    private readonly NpgsqlDataSource? _leases;

    public SagaWork(JournalPlace place, EmbeddedDocket docket, ILogger logger)
    {
        var clock = TimeProvider.System;
        if (place is PostgresPlace postgres) _leases = NpgsqlDataSource.Create(postgres.Options.ConnectionString);
        ILeases leases = place is PostgresPlace { Options.Schema: var schema }
            ? new PostgresLeases(_leases!, schema)
            : new InProcessLeases(clock);
        var (codec, participants) = (DocketCodec.Create(), Participants(docket, clock));
        var options = new ProcessHostOptions
        {
            Owner = OwnerOf(clock),
            Clock = clock,
            Logger = logger,
            Tell = CheckoutTeller.Tell,
        };

        // Both run: which one a checkout is for was decided when it began.
        _host = new ProcessHost(
            docket.Journal, codec, CheckoutProcesses.Catalog, participants, leases, options, docket.Snapshots);
        _choreography = new ChoreographyHost(
            docket.Journal, codec, CheckoutProcesses.Catalog, participants, leases, options, docket.Snapshots);
    }

    public string Name => "sagas";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _host.Start();
        _choreography.Start();
        return Task.CompletedTask;
    }

    public string? WhyItStands() => _host.Failure ?? _choreography.Failure;

    public async ValueTask DisposeAsync()
    {
        await _choreography.DisposeAsync();
        await _host.DisposeAsync();
        if (_leases is not null) await _leases.DisposeAsync();
    }

    private static Dictionary<string, IParticipant> Participants(EmbeddedDocket docket, TimeProvider clock) => new()
    {
        [ParticipantNames.Stock] = new StockParticipant(docket.Stock, clock),
        [ParticipantNames.Loyalty] = new LoyaltyParticipant(
            new LoyaltyService(docket.Journal, clock, new DeciderRunnerOptions()), clock),
        [ParticipantNames.Payments] = Simulated(ParticipantNames.Payments, clock),
        [ParticipantNames.Shipping] = new ShippingParticipant(
            Simulated(ParticipantNames.Shipping, clock), docket.Stock, clock),
        [ParticipantNames.Orders] = new OrdersParticipant(docket.Orders, clock),
        [ParticipantNames.Email] = Simulated(ParticipantNames.Email, clock),
    };

    private static SimulatedParticipant Simulated(string name, TimeProvider clock) => new(name, SimulatedFaults.None, clock);

    /// <summary>
    /// The same name for no two processes, and short: it stands with every event that a saga's run writes.
    /// </summary>
    private static string OwnerOf(TimeProvider clock) => string.Create(
        CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Guid.CreateVersion7(clock.GetUtcNow()).ToString("N")[^12..]}");
}
