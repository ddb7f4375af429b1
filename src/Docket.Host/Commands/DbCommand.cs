using System.CommandLine;
using Docket.Host.Composition.Stores;
using Docket.Host.Output;
using Docket.Journal.Postgres.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace Docket.Host.Commands;

/// <summary><c>docket db</c>: brings the database to the schema this program wants, and looks after it.</summary>
internal static class DbCommand
{
    public static Command Create() => new("db", "Look after the PostgreSQL database")
    {
        Migrate(), RebuildStateCommand.Create(),
    };

    private static Command Migrate()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only print the SQL, as a script for psql" };
        var command = new Command("migrate", "Make the journal's schema, or bring it up to date")
        {
            dryRun, GlobalOptions.Postgres,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(VerbContext.OfLocal(parsed), parsed.GetValue(dryRun), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, bool dryRun, CancellationToken cancellationToken)
    {
        var place = PostgresPlace.Of(verb.Place);
        var reply = dryRun
            ? new MigrateReply(place.Name, [], await PostgresFailures.ExplainAsync(place, () =>
                new PostgresMigrator(place.Options, NullLogger.Instance).DryRunAsync(cancellationToken)))
            : new MigrateReply(place.Name, await ApplyAsync(place, cancellationToken), null);
        verb.Terminal.Show(reply, HostJson.Plain.MigrateReply, Draw);
        return ExitCode.Done;
    }

    /// <summary>Applies what is missing, and names it. New tables of current state are filled from the events.</summary>
    public static async Task<IReadOnlyList<string>> ApplyAsync(
        PostgresPlace place, CancellationToken cancellationToken)
    {
        var applied = await PostgresFailures.ExplainAsync(
            place, () => new PostgresMigrator(place.Options, NullLogger.Instance).MigrateAsync(cancellationToken));
        var ofState = place.Options.Companion!.Migrations.First;
        if (applied is not [{ Number: 1 }, ..] && applied.Any(migration => migration.Number >= ofState))
            await place.CompareStateAsync(swap: true, cancellationToken);
        return [.. applied.Select(migration => migration.Name)];
    }

    private static void Draw(IAnsiConsole console, MigrateReply reply)
    {
        var output = console.Profile.Out.Writer;
        if (reply.Sql is { } sql) output.Write(sql);
        else if (reply.Applied.Count == 0) output.WriteLine($"{reply.Database} is up to date");
        else output.WriteLine($"{reply.Database}: applied {string.Join(", ", reply.Applied)}");
    }
}

/// <summary>What a migration did.</summary>
/// <param name="Database">Which database.</param>
/// <param name="Applied">The migrations applied now.</param>
/// <param name="Sql">With --dry-run: what would be run; empty where nothing is missing.</param>
internal sealed record MigrateReply(string Database, IReadOnlyList<string> Applied, string? Sql);
