using Docket.Host.Composition.Roles;
using Docket.Host.Composition.Stores;
using Docket.Journal.Outbox;
using Docket.Journal.Postgres.Outbox;
using Microsoft.Extensions.Logging;

namespace Docket.Host.Composition.Publishing;

/// <summary>The relay of this process; those of other processes share the partitions with it.</summary>
internal sealed class RelayWork(PostgresPlace place, RelaySettings settings, ILogger logger) : IBackgroundWork
{
    private OutboxRelay? _relay;
    private IPublisher? _publisher;

    public string Name => "relay";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _publisher = settings.Target.Open(logger);
        var options = new OutboxRelayOptions
        {
            ConnectionString = place.Options.ConnectionString,
            Schema = place.Options.Schema,
            Engine = settings.Engine,
            LeaseLength = settings.LeaseLength,
        };
        _relay = await PostgresFailures.ExplainAsync(place, () => OutboxRelay.StartAsync(
            options, _publisher, TimeProvider.System, logger, cancellationToken));
    }

    public string? WhyItStands() => _relay?.Failure;

    public async ValueTask DisposeAsync()
    {
        if (_relay is not null) await _relay.DisposeAsync();
        (_publisher as IDisposable)?.Dispose();
    }
}
