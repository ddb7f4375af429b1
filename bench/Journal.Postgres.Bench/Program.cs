using System.Globalization;
using Docket.Journal.Files.Publishing;
using Docket.Journal.Postgres;
using Docket.Journal.Postgres.Bench;
using Docket.Journal.Postgres.Migrations;
using Microsoft.Extensions.Logging.Abstractions;

// Each figure is one line on standard output.
const string usage = """
    Journal.Postgres.Bench CONNECTION appends events|outbox|state [WRITERS ...]   as fast as they are answered
    Journal.Postgres.Bench CONNECTION turns events|outbox|state SECONDS           what each line of standard input asks for,
                                                                                 append WRITERS or unnest BATCH
    Journal.Postgres.Bench CONNECTION unnest [BATCH ...]                          the same rows without a journal
    Journal.Postgres.Bench CONNECTION paced PER_SECOND                            commands, and the bare transaction
    Journal.Postgres.Bench CONNECTION preload EVENTS                              fills the journal
    Journal.Postgres.Bench CONNECTION feed                                        reading all of it
    Journal.Postgres.Bench CONNECTION relay [EVENTS]                             publishing the outbox into files
    """;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var duration = TimeSpan.FromSeconds(5);
if (args is not [var connection, var what, .. var rest])
{
    Console.Error.WriteLine(usage);
    return 2;
}

var workload = Workload.Named(what is "appends" or "turns" ? rest[0] : what == "paced" ? "outbox" : "events");
var options = new PostgresStoreOptions { ConnectionString = connection, Companion = workload.Companion };
await new PostgresMigrator(options, NullLogger.Instance).MigrateAsync(CancellationToken.None);
await using var store = await PostgresEventStore.OpenAsync(
    options, workload.Codec, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
var bare = new Bare(connection);
switch (what)
{
    case "appends":
        if (rest.Length > 1) await Appends.WarmUpAsync(store, workload);
        foreach (var writers in rest.Skip(1).Select(Number))
            Console.WriteLine(await Appends.MeasureAsync(store, workload, writers, duration));
        break;
    case "turns":
        var turn = TimeSpan.FromSeconds(Number(rest[1]));
        await Appends.WarmUpAsync(store, workload);
        while (Console.ReadLine() is { } asked)
        {
            Console.WriteLine(asked.Split(' ') switch
            {
                ["append", var writers] => await Appends.MeasureAsync(store, workload, Number(writers), turn),
                ["unnest", var batch] => await bare.UnnestAsync(Number(batch), turn),
                _ => usage,
            });
        }

        break;
    case "unnest":
        foreach (var batch in rest.Select(Number)) Console.WriteLine(await bare.UnnestAsync(batch, duration));
        break;
    case "paced":
        var rate = Number(rest[0]);
        Console.WriteLine($"bare transaction at {rate}/s   {await bare.PacedAsync(rate, duration)}");
        Console.WriteLine($"command at {rate}/s            " + await Paced.MeasureAsync(rate, duration, async _ =>
        {
            var now = TimeProvider.System.GetUtcNow();
            await store.TryAppendAsync(
                workload.Append(Guid.CreateVersion7(now).ToString("N"), 0, now), CancellationToken.None);
        }));
        break;
    case "preload":
        await bare.PreloadAsync(Number(rest[0]));
        break;
    case "feed":
        Console.WriteLine($"bare loop      {await Feed.BareAsync(connection):N0} events/s");
        Console.WriteLine($"feed, decoded  {await Feed.DecodedAsync(store):N0} events/s");
        Console.WriteLine($"feed, 2 decode {await Feed.ReplayAsync(store, 2):N0} events/s");
        break;
    case "relay":
        var files = Directory.CreateTempSubdirectory("docket-relay-bench-");
        await Relay.MeasureAsync(connection, rest is [var events] ? Number(events) : 300_000, () => new FilePublisher(
            new FilePublisherOptions { Directory = files.CreateSubdirectory(Path.GetRandomFileName()).FullName }));
        files.Delete(recursive: true);
        break;
    default:
        Console.Error.WriteLine(usage);
        return 2;
}

return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
