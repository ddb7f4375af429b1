using Docket.Journal.Inbox;
using Npgsql;

namespace LoyaltyPoints;

/// <summary>The service's own database: balances, how far each file was read, and the inbox.</summary>
internal sealed class PointsBook(NpgsqlDataSource database)
{
    private readonly PostgresInbox _inbox = new(database, new InboxOptions { Consumer = "loyalty-points" });

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await _inbox.MigrateAsync(cancellationToken);
        await using var command = database.CreateCommand(
            """
            create table if not exists balances (customer text primary key, minor bigint not null);
            create table if not exists offsets (file text primary key, next bigint not null);
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Books an event once, however often it comes.</summary>
    public Task<bool> BookAsync(PublishedEvent published, CancellationToken cancellationToken) => _inbox.HandleAsync(
        published.Id,
        async (connection, token) =>
        {
            if (published.Customer is null) return; // Guests collect no points.
            await using var command = new NpgsqlCommand(
                "insert into balances as b values ($1, $2) on conflict (customer) do update set minor = b.minor + $2",
                connection);
            command.Parameters.AddWithValue(published.Customer);
            command.Parameters.AddWithValue(published.Minor);
            await command.ExecuteNonQueryAsync(token);
        },
        cancellationToken);

    /// <summary>
    /// Where to read on. Written after the events before it were booked: a crash in between repeats some, and the inbox
    /// drops them.
    /// </summary>
    public async Task<long> OffsetAsync(string file, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select next from offsets where file = $1");
        command.Parameters.AddWithValue(file);
        return await command.ExecuteScalarAsync(cancellationToken) is long next ? next : 0;
    }

    public async Task ReadOnAtAsync(string file, long next, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "insert into offsets values ($1, $2) on conflict (file) do update set next = $2");
        command.Parameters.AddWithValue(file);
        command.Parameters.AddWithValue(next);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A point for every hundred minor units.</summary>
    public async Task<IReadOnlyList<(string Customer, long Points)>> PointsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select customer, minor / 100 from balances order by customer");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var points = new List<(string, long)>();
        while (await reader.ReadAsync(cancellationToken)) points.Add((reader.GetString(0), reader.GetInt64(1)));
        return points;
    }
}
