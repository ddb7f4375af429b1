using System.Globalization;
using Docket.Application.Wire;
using Docket.Domain.Orders;
using Docket.Journal.ClickHouse;
using Docket.Journal.InMemory;
using Docket.Journal.Leasing;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Store;
using Docket.ReadModels.ClickHouse.Tests.Servers;
using Docket.ReadModels.Reading;
using Docket.ReadModels.Tests.Given;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.ReadModels.ClickHouse.Tests.Given;

/// <summary>A shop's journal and a database in ClickHouse; any number of processes keep reports there.</summary>
internal sealed class Warehouse : IAsyncDisposable
{
    private static int _databases;

    public Warehouse(ClickHouseServer server)
    {
        Server = server;
        Database = $"d{Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture)}";
        Store = new InMemoryEventStore(new MemoryJournal(), DocketCodec.Create(), TimeProvider.System, new GroupCommitOptions());
        Local = DocketViews.Create(
            Store, DocketCodec.Create(), new InMemoryViewStorage(),
            new ViewHostOptions { Clock = TimeProvider.System, Logger = NullLogger.Instance });
    }

    public ClickHouseServer Server { get; }

    public string Database { get; }

    public InMemoryEventStore Store { get; }

    /// <summary>The views in this process, to compare with.</summary>
    public DocketViews Local { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Insists on everything that is in the journal by now.</summary>
    public Freshness Newest => new(Store.Head, TimeSpan.FromSeconds(60));

    public ClickHouseOptions Options(HttpMessageHandler? way = null) => new()
    {
        Address = Server.Address,
        Database = Database,
        EventsPerCommit = 64,
        CommitInterval = TimeSpan.FromMilliseconds(1),
        FollowInterval = TimeSpan.FromMilliseconds(5),
        LookInterval = TimeSpan.FromMilliseconds(50),
        Handler = way,
    };

    public Task<Desk> OpenAsync(FaultyWay? way = null, ILeases? leases = null) => Desk.OpenAsync(this, Options(way), leases);

    public Task<string> ExecuteAsync(string sql) => Server.ExecuteAsync(sql.Replace("$", Database + ".", StringComparison.Ordinal));

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

    public async ValueTask DisposeAsync()
    {
        await Local.DisposeAsync();
        await Store.DisposeAsync();
    }
}
