using Docket.Application.Wire;
using Docket.Domain.Orders;
using Docket.Domain.Shared;
using Docket.Journal.Elasticsearch;
using Docket.Journal.InMemory;
using Docket.Journal.Leasing;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.Elasticsearch.Tests.Double;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.Reading;
using Docket.ReadModels.Tests.Given;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.ReadModels.Elasticsearch.Tests.Given;

/// <summary>A shop's journal and a cluster's double; any number of processes keep customers' orders there.</summary>
internal sealed class Archive : IAsyncDisposable
{
    private Archive()
    {
        Store = new InMemoryEventStore(new MemoryJournal(), DocketCodec.Create(), TimeProvider.System, new GroupCommitOptions());
        Local = DocketViews.Create(
            Store, DocketCodec.Create(), new InMemoryViewStorage(),
            new ViewHostOptions { Clock = TimeProvider.System, Logger = NullLogger.Instance });
    }

    public DoubleCluster Cluster { get; } = new();

    public InMemoryEventStore Store { get; }

    /// <summary>The views in this process, to compare with.</summary>
    public DocketViews Local { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Insists on everything that is in the journal by now.</summary>
    public Freshness Newest => new(Store.Head, TimeSpan.FromSeconds(30));

    public ElasticsearchOptions Options => new()
    {
        Address = new Uri("http://127.0.0.1:9200"),
        EventsPerCommit = 64,
        BulkBytes = 2_000,
        CommitInterval = TimeSpan.Zero,
        CommitPatience = TimeSpan.FromSeconds(5),
        FollowInterval = TimeSpan.FromMilliseconds(5),
        LookInterval = TimeSpan.FromMilliseconds(50),
        Handler = Cluster,
    };

    public static async Task<Archive> OpenAsync()
    {
        var archive = new Archive();
        await archive.Local.StartAsync(Token);
        return archive;
    }

    public Task<Desk> OpenDeskAsync(ILeases? leases = null) => Desk.OpenAsync(this, Options, leases);

    /// <summary>Writes anything to an order's stream, also what no rule would let through.</summary>
    public async Task<Position> OrderAsync(string order, params OrderEvent[] events)
    {
        var metadata = new EventMetadata { EventId = Guid.CreateVersion7(Facts.Day1), OccurredAt = Facts.Day1 };
        var request = new AppendRequest(
            new StreamName("order", order), ExpectedVersion.Any, [.. events.Select(e => new NewEvent(e, metadata))]);
        return (await Store.AppendAsync(request, Token)).Position;
    }

    /// <summary>Writes so many commands of a history; those that the rules let through.</summary>
    public async Task WriteAsync(RandomHistory history, int commands)
    {
        for (var i = 0; i < commands; i++)
        {
            var (order, events) = history.Next();
            if (events.Length > 0) await OrderAsync(order, events);
        }
    }

    /// <summary>Compares every list and search with the one in process.</summary>
    public async Task AgreesAsync(ICustomerHistoryQuery query)
    {
        await Local.WaitForAsync(Store.Head, Token);
        foreach (var customer in new[] { "c0", "c1", "c2", "nobody" }.Select(id => new CustomerId(id)))
            foreach (var filter in Filters())
                Assert.Equal(
                    await Local.CustomerHistory.FindAsync(customer, filter, Newest, Token),
                    await query.FindAsync(customer, filter, Newest, Token));
    }

    public async ValueTask DisposeAsync()
    {
        await Local.DisposeAsync();
        await Store.DisposeAsync();
        Cluster.Dispose();
    }

    private static IEnumerable<CustomerOrdersFilter> Filters() =>
        from page in new[] { 1, 2 }
        from size in new[] { 1, 3, 100 }
        from words in new[] { null, "thing", "4 thi", "THING 7", "thing 7", "7 thing", "nothing", " - " }
        from status in new OrderStatus?[] { null, OrderStatus.Paid, OrderStatus.Cancelled }
        select new CustomerOrdersFilter(page, size, words, status);
}
