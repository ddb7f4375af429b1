using System.Diagnostics;
using Docket.Application.Wire;
using Docket.Domain.Shared;
using Docket.Journal.Files.Views;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Redis;
using Docket.Journal.Redis.Views;
using Docket.Journal.Store;
using Docket.ReadModels;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.Measures;
using Docket.ReadModels.ProductSales;
using Docket.ReadModels.Reading;
using Docket.ReadModels.Redis;
using Microsoft.Extensions.Logging.Abstractions;

// What the views cost: Docket.ReadModels.Measures [orders] [directory]. A directory that was filled before is only started
// on, in a process that has done nothing else: the figures of a restart are true only then.
var orders = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000;
var directory = args.Length > 1 ? args[1] : Directory.CreateTempSubdirectory("docket-measures-").FullName;
var token = CancellationToken.None;
var codec = DocketCodec.Create();
var options = new ViewHostOptions { Clock = TimeProvider.System, Logger = NullLogger.Instance };
var storage = new FileViewStorage(directory, new FileViewOptions(), NullLogger.Instance);

var store = new SyntheticJournal(codec, orders);
var clock = Stopwatch.StartNew();
List<EventPage> sample = [];
var isFilled = Directory.Exists(Path.Combine(directory, "order-summary"));
if (!isFilled) await MeasureFillingAsync();
else await MeasureStartsAsync();
return;

async Task MeasureFillingAsync()
{
    sample = await PagesAsync(Math.Min(orders, 200_000));
    await RateAsync("order-summary", host => host.Add(ViewDefinitions.OrderSummaries()));
    await RateAsync("customer-history", host => host.Add(ViewDefinitions.CustomerHistory()));
    await RateAsync("revenue", host => host.Add(ViewDefinitions.Revenue()));
    await RateAsync("product-sales", host => host.Add(ViewDefinitions.ProductSales()));
    await RateAsync("analytics", host => host.Add(ViewDefinitions.Analytics()));
    if (Environment.GetEnvironmentVariable("DOCKET_REDIS") is { } server) await RateInRedisAsync(server);
    clock.Restart();
    await FillAsync();
    Console.WriteLine($"close: {clock.Elapsed.TotalSeconds:f2} s; on disk {DiskBytes() / (double)orders:f0} bytes an order");
    Console.WriteLine($"filled: {directory}");
}

async Task MeasureStartsAsync()
{
    await StartAsync("start with hints");
    foreach (var hint in Directory.GetFiles(directory, "*.hint", SearchOption.AllDirectories)) File.Delete(hint);
    await StartAsync("start without hints (after a kill, at worst)");
}

async Task FillAsync()
{
    await using var views = DocketViews.Create(store, codec, storage, options);
    await views.StartAsync(token);
    await views.WaitForAsync(store.Head, token);
    Console.WriteLine($"fill: {orders} orders, five views, {clock.Elapsed.TotalSeconds:f1} s (making the events up included)");
    clock.Restart();
}

async Task StartAsync(string what)
{
    var before = Memory();
    var cpuBefore = Environment.CpuUsage.TotalTime;
    clock.Restart();
    await using var views = DocketViews.Create(store, codec, storage, options);
    await views.StartAsync(token);
    await views.WaitForAsync(store.Head, token);
    var cpu = Environment.CpuUsage.TotalTime - cpuBefore;
    Console.WriteLine($"{what}: {clock.Elapsed.TotalSeconds:f2} s; {cpu.TotalSeconds:f2} s of processor time");
    var held = Memory() - before;
    Console.WriteLine($"  heap: {held / (double)orders:f0} bytes an order; resident {Environment.WorkingSet >> 20} MiB");
    await QueriesAsync(views);
}

async Task QueriesAsync(DocketViews views)
{
    const int times = 20_000;
    clock.Restart();
    for (var i = 0; i < times; i++)
    {
        var id = new OrderId(SyntheticJournal.IdOf(i * 7919L % orders));
        if ((await views.OrderSummaries.FindAsync(id, Freshness.Whatever, token)).Value is null) throw new InvalidOperationException("Lost.");
    }

    Console.WriteLine($"  order by id: {times / clock.Elapsed.TotalSeconds:f0}/s");
    clock.Restart();
    for (var i = 0; i < 1_000; i++)
        await views.CustomerHistory.FindAsync(
            new CustomerId($"c{i}"), new CustomerOrdersFilter(1, 20, "heart holder", null), Freshness.Whatever, token);
    Console.WriteLine($"  customer search: {1_000 / clock.Elapsed.TotalSeconds:f0}/s");
    clock.Restart();
    await views.ProductSales.ReadAsync(
        new ProductSalesPeriod(DateOnly.MinValue, DateOnly.MaxValue, 20), Freshness.Whatever, token);
    Console.WriteLine($"  product report over all days: {clock.Elapsed.TotalMilliseconds:f0} ms");
}

async Task RateAsync(string name, Func<ViewHost, View> add)
{
    var path = Path.Combine(directory, "rates");
    await RateInAsync(new FileViewStorage(path, new FileViewOptions(), NullLogger.Instance), name, add);
    Directory.Delete(path, recursive: true);
}

async Task RateInAsync(IViewStorage rates, string name, Func<ViewHost, View> add)
{
    var host = new ViewHost(new SyntheticJournal(codec, 0), codec, rates, options);
    var view = add(host);
    await host.StartAsync(token);
    var events = 0;
    var generation = view.Serving;
    var cpuBefore = Environment.CpuUsage.TotalTime;
    clock.Restart();
    foreach (var page in sample)
    {
        var wanted = page.Events.Where(recorded => view.Filter.Wants(recorded.Type)).ToList();
        events += wanted.Count;
        await generation.ApplyAsync(wanted, page.Through, token);
    }

    Console.WriteLine($"{name}: {events / clock.Elapsed.TotalSeconds:f0} events/s, {events / (Environment.CpuUsage.TotalTime - cpuBefore).TotalSeconds:f0} a second of processor time (decoded before)");
    await host.DisposeAsync();
}

async Task RateInRedisAsync(string server)
{
    var settings = new RedisViewOptions { Server = server, Prefix = $"docket-measures:{Environment.ProcessId}" };
    await using var redis = new RedisViewStorage(settings, RedisViews.Layouts, TimeProvider.System, NullLogger.Instance);
    sample = Gathered(settings.EventsPerCommit);
    await RateInAsync(redis, "order-summary in Redis", host => host.Add(ViewDefinitions.OrderSummaries(), redis));
}

List<EventPage> Gathered(int events) =>
[
    .. sample.SelectMany(page => page.Events).Chunk(events).Select(some => new EventPage(some, some[^1].Position)),
];

async Task<List<EventPage>> PagesAsync(int count)
{
    var pages = new List<EventPage>();
    await foreach (var page in new SyntheticJournal(codec, count).ReadAllAsync(Position.Start, EventFilter.All, token))
    {
        foreach (var recorded in page.Events) _ = recorded.Payload;
        pages.Add(page);
    }

    return pages;
}

long DiskBytes() => new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

static long Memory()
{
    GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    return GC.GetTotalMemory(forceFullCollection: true);
}
