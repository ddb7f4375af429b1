using System.Diagnostics;
using System.Globalization;
using Docket.Application.Wire;
using Docket.Journal.ClickHouse;
using Docket.Journal.ClickHouse.Views;
using Docket.Journal.Elasticsearch;
using Docket.Journal.Elasticsearch.Views;
using Docket.Journal.Projections;
using Docket.ReadModels.ClickHouse;
using Docket.ReadModels.Elasticsearch;
using Docket.ReadModels.Elasticsearch.Tests.Double;
using Docket.ReadModels.Measures;
using Microsoft.Extensions.Logging.Abstractions;

// Docket.ReadModels.Engines.Bench clickhouse ADDRESS [ORDERS]
// Docket.ReadModels.Engines.Bench elasticsearch ADDRESS|double [ORDERS]
// Lets the engine's views catch up with so many orders (place and pay) from nothing; each figure is one line. The
// database
// or the indices are left behind.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (args is not ["clickhouse" or "elasticsearch", var address, .. var rest])
{
    Console.Error.WriteLine("Docket.ReadModels.Engines.Bench clickhouse|elasticsearch ADDRESS|double [ORDERS]");
    return 2;
}

var orders = rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 500_000;
var journal = new SyntheticJournal(DocketCodec.Create(), orders);
var run = "bench" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
if (args[0] == "clickhouse")
{
    var options = new ClickHouseOptions { Address = new Uri(address), Database = run };
    foreach (var view in ClickHouseViews.Tables.Select(table => table.View))
    {
        await using var storage = new ClickHouseViewStorage(
            options, ClickHouseViews.Tables, null, TimeProvider.System, NullLogger.Instance);
        var engine = new ClickHouseViews(storage);
        await MeasureAsync(view, host => _ = view == "revenue" ? engine.AddRevenue(host) : (object)engine.AddProductSales(host));
    }

    return 0;
}

using var cluster = address == "double" ? new DoubleCluster() : null;
await using (var storage = new ElasticsearchViewStorage(
    new ElasticsearchOptions
    {
        Address = new Uri(cluster is null ? address : "http://127.0.0.1:9200"),
        Prefix = run,
        Handler = cluster,
    },
    ElasticsearchViews.Documents, null, TimeProvider.System, NullLogger.Instance))
    await MeasureAsync("customer-history", host => new ElasticsearchViews(storage).AddCustomerHistory(host));

return 0;

async Task MeasureAsync(string name, Action<ViewHost> add)
{
    await using var host = new ViewHost(
        journal, DocketCodec.Create(), new Docket.Journal.Projections.Rows.InMemoryViewStorage(),
        new ViewHostOptions { Clock = TimeProvider.System, Logger = NullLogger.Instance });
    add(host);
    var (clock, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
    await host.StartAsync(CancellationToken.None);
    await host.Views[0].Watermark.WaitForAsync(journal.Head, Timeout.InfiniteTimeSpan, CancellationToken.None);
    var used = Environment.CpuUsage.TotalTime - processor;
    var (events, rate) = (journal.Head.Value, journal.Head.Value / clock.Elapsed.TotalSeconds);
    Console.WriteLine(FormattableString.Invariant(
        $"{name,-17}{events:N0} events in {clock.Elapsed.TotalSeconds:N1} s: {rate:N0}/s, ")
        + FormattableString.Invariant($"{events / used.TotalSeconds:N0} a second of this process's processor time"));
}
