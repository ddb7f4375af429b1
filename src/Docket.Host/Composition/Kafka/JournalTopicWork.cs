using Docket.Host.Composition.Roles;
using Docket.Host.Composition.Stores;
using Docket.Journal.Kafka.JournalTopic;
using Docket.Journal.Leasing;
using Docket.Journal.Postgres.Leasing;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Docket.Host.Composition.Kafka;

/// <summary>This process's turn at writing the journal's topic; it comes when no other process has it.</summary>
internal sealed class JournalTopicWork : IBackgroundWork
{
    private readonly CancellationTokenSource _ending = new();
    private readonly NpgsqlDataSource _leases;
    private readonly JournalTopicWriter _writer;
    private readonly TopicGate _gate;
    private Task _writing = Task.CompletedTask;

    public JournalTopicWork(PostgresPlace place, Brokers brokers, IEventStore journal, ILogger logger)
    {
        _gate = brokers.Gate;
        _leases = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(place.Options.ConnectionString)
        {
            ApplicationName = "docket journal topic",
            MaxPoolSize = 2,
            MinPoolSize = 0,
        });
        _writer = new JournalTopicWriter(
            brokers.Options, journal, new PostgresLeases(_leases, place.Options.Schema),
            LeaseOwner.InThisProcess(TimeProvider.System), TimeProvider.System, logger);
    }

    public string Name => "writing of the journal's topic";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writing = Task.Run(WriteAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public string? WhyItStands() => _writer.Failure;

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _leases.DisposeAsync();
        _ending.Dispose();
    }

    private async Task WriteAsync()
    {
        await _gate.PassAsync(_ending.Token);
        await _writer.RunAsync(_ending.Token);
    }
}
