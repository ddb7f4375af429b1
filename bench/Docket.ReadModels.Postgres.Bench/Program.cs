using System.Globalization;
using Docket.Application.Wire;
using Docket.Journal.Postgres;
using Docket.Journal.Postgres.Migrations;
using Docket.ReadModels;
using Docket.ReadModels.Postgres.Bench;
using Microsoft.Extensions.Logging.Abstractions;

// Docket.ReadModels.Postgres.Bench CONNECTION [ORDERS] [VIEW ...]
// Fills an empty database with so many orders (place and pay), then lets views catch up from nothing and rebuilds
// them.
// Each figure is one line on standard output.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (args is not [var connection, .. var rest])
{
    Console.Error.WriteLine("Docket.ReadModels.Postgres.Bench CONNECTION [ORDERS] [VIEW ...]");
    return 2;
}

var orders = rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 200_000;
var views = rest.Length > 1 ? rest[1..] : [ViewNames.OrderSummary];
var options = new PostgresStoreOptions { ConnectionString = connection };
await new PostgresMigrator(options, NullLogger.Instance).MigrateAsync(CancellationToken.None);
await using var store = await PostgresEventStore.OpenAsync(
    options, DocketCodec.Create(), TimeProvider.System, NullLogger.Instance, CancellationToken.None);
if (store.Head.Value == 0) await Filling.FillAsync(store, orders);
foreach (var view in views) await Catching.MeasureAsync(store, options, view);

return 0;
