using System.Globalization;
using Docket.Application.Checkout;
using Docket.Application.Wire;
using Docket.Host.Composition.Roles;
using Docket.Host.Composition.Stores;
using Docket.Journal.Leasing;
using Docket.Journal.Postgres.Leasing;
using Docket.Journal.Processes;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Docket.Host.Composition.Sagas;

/// <summary>Runs this process's share of the sagas.</summary>
internal sealed class SagaWork : IBackgroundWork
{
    private readonly ProcessHost _host;
    private readonly NpgsqlDataSource? _leases;
    private readonly ParticipantSet _participants;

    public SagaWork(JournalPlace place, EmbeddedDocket docket, ParticipantSettings settings, ILogger logger)
    {
        var clock = TimeProvider.System;
        if (place is PostgresPlace postgres) _leases = NpgsqlDataSource.Create(postgres.Options.ConnectionString);
        ILeases leases = place is PostgresPlace { Options.Schema: var schema }
            ? new PostgresLeases(_leases!, schema)
            : new InProcessLeases(clock);
        _participants = new ParticipantSet(docket, settings, clock);
        var options = new ProcessHostOptions
        {
            Owner = OwnerOf(clock),
            Clock = clock,
            Logger = logger,
            LeaseLength = settings.Lease,
        };
        _host = new ProcessHost(
            docket.Journal, DocketCodec.Create(), CheckoutProcesses.Catalog, _participants.ByName, leases, options,
            docket.Snapshots);
    }

    public string Name => "sagas";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _host.Start();
        return Task.CompletedTask;
    }

    public string? WhyItStands() => _host.Failure;

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _participants.Dispose();
        if (_leases is not null) await _leases.DisposeAsync();
    }

    /// <summary>
    /// The same name for no two processes, and short: it stands with every event that a saga's run writes.
    /// </summary>
    private static string OwnerOf(TimeProvider clock) => string.Create(
        CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Guid.CreateVersion7(clock.GetUtcNow()).ToString("N")[^12..]}");
}
