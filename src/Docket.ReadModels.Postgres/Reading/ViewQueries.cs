using Docket.Journal.Postgres.Views;
using Docket.Journal.Projections;
using Docket.ReadModels.Reading;
using Npgsql;

namespace Docket.ReadModels.Postgres.Reading;

/// <summary>Asks one view's tables, on any process, and lets the answer say how far it is by what was read with
/// it.</summary>
internal sealed class ViewQueries(View view, PostgresViewStorage storage)
{
    /// <summary>The schema that the view lies in.</summary>
    public string Schema => storage.Schema;

    /// <summary>Waits for what the reader insists on. Nothing is promised: the rows that are read say how far they
    /// are.</summary>
    public async ValueTask WaitAsync(Freshness freshness, CancellationToken cancellationToken) =>
        await view.Watermark.WaitForAsync(freshness.MinSeq, freshness.Patience, cancellationToken);

    /// <summary>Runs a query that answers one row or more, each beginning with the view's stand.</summary>
    /// <param name="newCommand">Makes the command anew for every try.</param>
    /// <param name="read">Reads one row's own columns.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask<(Stand Stand, List<T> Rows)> ReadAsync<T>(
        Func<NpgsqlCommand> newCommand, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        storage.ReadAsync(
            async connection =>
            {
                await using var command = newCommand();
                command.Connection = connection;
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                Stand? stand = null;
                var rows = new List<T>();
                while (await reader.ReadAsync(cancellationToken))
                {
                    stand ??= Stand.Read(reader);
                    rows.Add(read(reader));
                }

                return (stand ?? throw new InvalidOperationException($"The view {view.Name} is not open yet."), rows);
            },
            cancellationToken);

    /// <summary>Of some orders, those that are known to be another customer's.</summary>
    public ValueTask<HashSet<string>> OrdersOfOthersAsync(
        string query, byte[][] keys, string customer, CancellationToken cancellationToken) => storage.ReadAsync(
        async connection =>
        {
            await using var command = new NpgsqlCommand(query, connection).With(keys);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var others = new HashSet<string>(StringComparer.Ordinal);
            while (await reader.ReadAsync(cancellationToken))
                if (reader.GetString(1) != customer) others.Add(reader.GetString(0));
            return others;
        },
        cancellationToken);
}
