using Docket.Journal.Postgres.Reading;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Postgres.Signals;

/// <summary>Looks the head up now and then: a lost signal delays a reader and never stops it. On a standby this is the signal.</summary>
internal sealed class HeadPoller(
    PostgresStoreOptions options, EventReader reader, AppendSignal signal, (TimeProvider Clock, ILogger Logger) host)
{
    /// <summary>Polls until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var pause = options.PollInterval;
        while (true)
        {
            try
            {
                var (head, standby) = await reader.HeadAsync(cancellationToken);
                signal.Raise(head);
                pause = standby ? options.StandbyPollInterval : options.PollInterval;
            }
            catch (JournalUnavailableException failure)
            {
                host.Logger.HeadNotRead(failure);
            }

            await Task.Delay(pause, host.Clock, cancellationToken);
        }
    }
}
