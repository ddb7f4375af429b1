using System.Globalization;
using Docket.Application.Wire;
using Docket.Journal.Postgres;
using Docket.Journal.Postgres.Migrations;
using Docket.ReadModels;
using Docket.ReadModels.Postgres.Bench;
using Microsoft.Extensions.Logging.Abstractions;

// Each figure is one line on standard output.
const string usage = """
    Docket.ReadModels.Postgres.Bench CONNECTION [ORDERS] [VIEW ...]
        fills an empty database with so many orders (place and pay), lets views catch up from nothing, and rebuilds them
    Docket.ReadModels.Postgres.Bench CONNECTION visible PER_SECOND [STANDBY]
        from asking a command until its effect is read: in the order summary, and as the order's status on a standby
    """;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (args is not [var connection, .. var rest])
{
    Console.Error.WriteLine(usage);
    return 2;
}

var options = new PostgresStoreOptions { ConnectionString = connection };
await new PostgresMigrator(options, NullLogger.Instance).MigrateAsync(CancellationToken.None);
await using var store = await PostgresEventStore.OpenAsync(
    options, DocketCodec.Create(), TimeProvider.System, NullLogger.Instance, CancellationToken.None);
if (rest is ["visible", var perSecond, .. var standby])
{
    await Visible.MeasureAsync(store, options, Number(perSecond), standby is [var replica] ? replica : null);
    return 0;
}

var orders = rest.Length > 0 ? Number(rest[0]) : 200_000;
var views = rest.Length > 1 ? rest[1..] : [ViewNames.OrderSummary];
if (store.Head.Value == 0) await Filling.FillAsync(store, orders);
foreach (var view in views) await Catching.MeasureAsync(store, options, view);

return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
