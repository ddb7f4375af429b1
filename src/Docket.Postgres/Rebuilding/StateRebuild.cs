using System.Data;
using Docket.Journal.Postgres;
using Docket.Journal.Store;
using Npgsql;

namespace Docket.Postgres.Rebuilding;

/// <summary>
/// Makes the current-state tables anew from the events, beside the live ones, and holds the live ones against them. Appends
/// and readers go on meanwhile.
/// </summary>
/// <remarks>
/// All of it is one transaction: broken off, it leaves nothing behind. It keeps one old snapshot open for as long as it
/// takes, some seconds a million events.
/// </remarks>
public sealed class StateRebuild(PostgresStoreOptions options, CurrentState state, IEventStore journal)
{
    private const string Temporary = "pg_temp";
    private readonly SqlText _sql = new(options.Schema, typeof(StateRebuild).Assembly);

    /// <summary>Only compares. Wants no more than the right to read and to make temporary tables.</summary>
    public async Task<StateReport> CheckAsync(IProgress<Position>? progress, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await BeginAsync(connection, cancellationToken);
        var at = await HeadAsync(connection, cancellationToken);
        var fill = await FillAsync(connection, Temporary, at, progress, cancellationToken);
        return await CompareAsync(connection, Temporary, fill.At, cancellationToken);
    }

    /// <summary>
    /// Compares, and puts the new tables in the place of the old ones: they are brought level with the journal and swapped
    /// while appends wait, for some milliseconds.
    /// </summary>
    public async Task<StateReport> RunAsync(IProgress<Position>? progress, CancellationToken cancellationToken)
    {
        var shadow = $"{options.Schema}_rebuild";
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await BeginAsync(connection, cancellationToken);
        var at = await HeadAsync(connection, cancellationToken);
        await ExecuteAsync(connection, Shadowed("make_shadow", shadow), cancellationToken);
        var fill = await FillAsync(connection, shadow, at, progress, cancellationToken);
        var report = await CompareAsync(connection, shadow, fill.At, cancellationToken);

        // Most of what came meanwhile without the lock, and the last of it with it.
        await fill.RunAsync(journal, null, progress, cancellationToken);
        await ExecuteAsync(connection, _sql.Verb("lock_appends"), cancellationToken);
        await fill.RunAsync(journal, null, progress, cancellationToken);
        await ExecuteAsync(connection, Shadowed("swap_state", shadow), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return report with { Swapped = true };
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Pooling = false,
            MaxAutoPrepare = 2,
            AutoPrepareMinUsages = 1,
            CommandTimeout = 0,
            ApplicationName = "docket rebuild",
        }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    // One snapshot: the live tables stay as they were at one position while the others are filled up to it.
    private static ValueTask<NpgsqlTransaction> BeginAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    private async Task<Position> HeadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_sql.Verb("state_head"), connection);
        return new Position((long)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    private async Task<StateFill> FillAsync(
        NpgsqlConnection connection, string schema, Position through, IProgress<Position>? progress,
        CancellationToken cancellationToken)
    {
        foreach (var migration in state.Migrations.For(schema))
            await ExecuteAsync(connection, migration.Sql, cancellationToken);
        var fill = new StateFill(connection, schema, state.ArgumentCount);
        await fill.RunAsync(journal, through, progress, cancellationToken);
        return fill;
    }

    private async Task<StateReport> CompareAsync(
        NpgsqlConnection connection, string shadow, Position at, CancellationToken cancellationToken) =>
        new(at, await new StateComparison(connection, options.Schema, shadow).RunAsync(cancellationToken), false);

    private string Shadowed(string verb, string shadow) =>
        _sql.Verb(verb).Replace("docket_rebuild", shadow, StringComparison.Ordinal);

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
