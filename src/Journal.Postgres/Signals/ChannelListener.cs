using Docket.Journal.Postgres.Connecting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Docket.Journal.Postgres.Signals;

/// <summary>Hears what other processes say on one channel.</summary>
/// <remarks>A standby takes no LISTEN: there, and while the session is lost, polling does the work.</remarks>
internal sealed class ChannelListener(
    PostgresStoreOptions options, string channel, Action<string> heard, (TimeProvider Clock, ILogger Logger) host)
{
    private bool _heard = true;

    /// <summary>Listens until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await ListenAsync(cancellationToken);
            }
            catch (Exception failure) when (Faults.OfDatabase(failure))
            {
                // Once a loss, not once a try: on a standby this goes on for ever.
                if (_heard) host.Logger.NotListening(channel, failure);
                _heard = false;
            }

            await Task.Delay(options.PollInterval, host.Clock, cancellationToken);
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Pooling = false,
            ApplicationName = "docket listener",
            KeepAlive = 30, // Seconds; finds out when the network has silently gone.
        };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        connection.Notification += (_, signal) => heard(signal.Payload);
        await connection.OpenAsync(cancellationToken);
        await using (var command = new NpgsqlCommand($"listen {channel}", connection))
            await command.ExecuteNonQueryAsync(cancellationToken);
        _heard = true;
        while (true) await connection.WaitAsync(cancellationToken);
    }
}
