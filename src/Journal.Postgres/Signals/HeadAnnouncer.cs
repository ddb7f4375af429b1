using System.Threading.Channels;
using Docket.Journal.Postgres.Connecting;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Docket.Journal.Postgres.Signals;

/// <summary>Tells other processes of new heads, after the commit and outside its transaction.</summary>
/// <remarks>
/// NOTIFY inside the append's transaction would take a lock of the whole database over its flush. Here many commits
/// share
/// one signal, and it need not be durable: who misses it polls.
/// </remarks>
internal sealed class HeadAnnouncer(PostgresStoreOptions options, SqlText sql, TimeProvider clock, ILogger logger)
{
    private readonly Channel<Position> _newest = Channel.CreateBounded<Position>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Asks for a signal; returns at once.</summary>
    public void Announce(Position head) => _newest.Writer.TryWrite(head);

    /// <summary>Signals until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection? connection = null;
        try
        {
            await foreach (var head in _newest.Reader.ReadAllAsync(cancellationToken))
            {
                connection = await AnnounceAsync(connection, head, cancellationToken);
                await Task.Delay(options.AnnounceInterval, clock, cancellationToken);
            }
        }
        finally
        {
            if (connection is not null) await connection.DisposeAsync();
        }
    }

    private async Task<NpgsqlConnection?> AnnounceAsync(
        NpgsqlConnection? connection, Position head, CancellationToken cancellationToken)
    {
        try
        {
            connection ??= await OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand(sql.Verb("announce_head"), connection);
            command.Parameters.AddWithValue(sql.Channel);
            command.Parameters.AddWithValue(head.ToString());
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch (Exception failure) when (Faults.OfDatabase(failure))
        {
            logger.NotAnnounced(failure);
            if (connection is not null) await connection.DisposeAsync();
            return null;
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Pooling = false,
            ApplicationName = "docket announcer",
            MaxAutoPrepare = 1,
            AutoPrepareMinUsages = 1,
            Options = "-c synchronous_commit=off",
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
