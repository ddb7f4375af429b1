using System.Diagnostics;
using System.Globalization;
using Docket.Journal.Postgres;
using Docket.Journal.Postgres.Bench;
using Docket.Journal.Postgres.Migrations;
using Microsoft.Extensions.Logging.Abstractions;

// Journal.Postgres.Bench CONNECTION appends WRITERS… | feed | relay EVENTS
// Each figure is one line on standard output.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (args is not [var connection, var what, .. var rest])
{
    Console.Error.WriteLine("Journal.Postgres.Bench CONNECTION appends [WRITERS ...] | feed | relay [EVENTS]");
    return 2;
}

var options = new PostgresStoreOptions { ConnectionString = connection };
await new PostgresMigrator(options, NullLogger.Instance).MigrateAsync(CancellationToken.None);
await using var store = await PostgresEventStore.OpenAsync(
    options, LineAdded.Codec, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
switch (what)
{
    case "appends":
        foreach (var writers in rest.Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
            Console.WriteLine(await Appends.MeasureAsync(store, writers, TimeSpan.FromSeconds(5)));
        break;
    case "feed":
        Console.WriteLine($"bare loop      {await Feed.BareAsync(connection):N0} events/s");
        Console.WriteLine($"feed, decoded  {await Feed.DecodedAsync(store):N0} events/s");
        Console.WriteLine($"feed, 2 decode {await Feed.ReplayAsync(store, 2):N0} events/s");
        break;
    case "relay":
        await Relay.MeasureAsync(connection, rest is [var events] ? int.Parse(events, CultureInfo.InvariantCulture) : 300_000);
        break;
    default:
        throw new UnreachableException($"No measurement is called {what}.");
}

return 0;
