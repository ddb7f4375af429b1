using Docket.Api.Orders;
using Docket.Api.Replicas;
using Docket.Application.Wire;
using Docket.Journal.Postgres;
using Docket.Journal.Postgres.Connecting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Docket.Host.Composition.Replicas;

/// <summary>A standby that was reached: its journal and, where reports come from it, views over that journal.</summary>
internal sealed class OpenedReplica : IAsyncDisposable
{
    private readonly ReplicaViews? _views;

    private OpenedReplica(PostgresEventStore journal, ReplicaViews? views, bool isPrimary)
    {
        (Journal, _views, IsPrimary) = (journal, views, isPrimary);
        Sources = new ReplicaSources
        {
            Orders = new OrderReader(journal),
            VisibleAsync = async cancellationToken => (await journal.ReadHeadAsync(cancellationToken)).Position,
            Reports = views?.Reports,
        };
    }

    public PostgresEventStore Journal { get; }

    /// <summary>Whether it is the primary under another name.</summary>
    public bool IsPrimary { get; }

    public ReplicaSources Sources { get; }

    public static async Task<OpenedReplica> OpenAsync(
        ReplicaOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        var reach = options.Place.Options with
        {
            ConnectionString = Impatient(options.Place.Options.ConnectionString),

            // The primary is there to answer instead; and what is tried again may meet a standby that shows less.
            GiveUpAfter = TimeSpan.Zero,
        };
        // Silent: what a standby cannot do, such as LISTEN, is no news, and whoever watches it tells when it is away.
        var isPrimary = await IsPrimaryAsync(options, cancellationToken);
        var journal = await PostgresEventStore.OpenAsync(
            reach, DocketCodec.Create(), TimeProvider.System, NullLogger.Instance, cancellationToken);
        try
        {
            var views = options.Serves.HasFlag(ReplicaReads.Reports)
                ? await ReplicaViews.OpenAsync(options, reach, journal, logger, cancellationToken)
                : null;
            return new OpenedReplica(journal, views, isPrimary);
        }
        catch
        {
            await journal.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_views is not null) await _views.DisposeAsync();
        await Journal.DisposeAsync();
    }

    private static async Task<bool> IsPrimaryAsync(ReplicaOptions options, CancellationToken cancellationToken)
    {
        var replica = await ServerTraits.ReadAsync(
            Impatient(options.Place.Options.ConnectionString), cancellationToken);
        if (replica.IsStandby) return false;
        var primary = await ServerTraits.ReadAsync(
            Impatient(options.Primary.Options.ConnectionString), cancellationToken);
        return replica.IsSameServerAs(primary);
    }

    // What waits for a standby is a reader; the driver's own patience, 15 and 30 s, would be the reader's.
    private static string Impatient(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!settings.ShouldSerialize("Timeout")) settings.Timeout = 3;
        if (!settings.ShouldSerialize("Command Timeout")) settings.CommandTimeout = 5;
        return settings.ConnectionString;
    }
}
