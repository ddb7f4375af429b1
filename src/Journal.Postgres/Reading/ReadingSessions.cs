using Docket.Journal.Postgres.Connecting;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Journal.Postgres.Reading;

/// <summary>Pooled sessions for reading. A read changes nothing, so one whose session is lost is done
/// again.</summary>
internal sealed class ReadingSessions(NpgsqlDataSource database, (TimeProvider Clock, TimeSpan GiveUpAfter) patience)
{
    /// <summary>Why the server could not be read at the last try; null when it could.</summary>
    public string? Failure { get; private set; }

    /// <summary>Runs some reading until it goes through or the time is up.</summary>
    /// <exception cref="JournalUnavailableException">The server cannot be reached, or refuses.</exception>
    public async ValueTask<T> TryAsync<T>(
        Func<NpgsqlConnection, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        var tries = new Patience(patience.Clock, patience.GiveUpAfter);
        while (true)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(cancellationToken);
                var found = await read(connection);
                Failure = null;
                return found;
            }
            catch (Exception failure) when (Faults.OfDatabase(failure))
            {
                Failure = failure.Message;
                if (!Faults.WorthReadingAgain(failure) || !await tries.WaitAsync(cancellationToken))
                    throw new JournalUnavailableException($"PostgreSQL cannot be read now: {failure.Message}", failure);
            }
        }
    }
}
