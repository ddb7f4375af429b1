using Docket.Journal.ClickHouse;
using Docket.Journal.ClickHouse.Views;
using Docket.Journal.Elasticsearch;
using Docket.Journal.Elasticsearch.Views;
using Docket.Journal.Postgres;
using Docket.Journal.Postgres.Views;
using Docket.Journal.Projections;
using Docket.Journal.Redis;
using Docket.Journal.Redis.Views;
using Docket.ReadModels.ClickHouse;
using Docket.ReadModels.Elasticsearch;
using Docket.ReadModels.Elasticsearch.Tests.Double;
using Docket.ReadModels.Postgres;
using Docket.ReadModels.Redis;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.ReadModels.Engines.Bench;

/// <summary>An engine with the views that it is measured with.</summary>
internal sealed record Engine(IReadOnlyList<string> Views, IViewEngine Adding, IAsyncDisposable Storage)
    : IAsyncDisposable
{
    /// <summary>Opens one by its name; null where there is none of that name.</summary>
    /// <param name="name">Such as <c>redis</c>.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="run">Under which name it keeps what this run makes.</param>
    public static Engine? Open(string name, string address, string run) => name switch
    {
        "postgres" => Postgres(address),
        "redis" => Redis(address, run),
        "clickhouse" => ClickHouse(address, run),
        "elasticsearch" => Elasticsearch(address, run),
        _ => null,
    };

    /// <summary>Puts one of its views into a host.</summary>
    public void Add(ViewHost host, string view) => _ = view switch
    {
        ViewNames.OrderSummary => Adding.AddOrderSummaries(host),
        ViewNames.CustomerHistory => Adding.AddCustomerHistory(host),
        ViewNames.Revenue => Adding.AddRevenue(host),
        ViewNames.ProductSales => (object)Adding.AddProductSales(host),
        _ => Adding.AddAnalytics(host),
    };

    public ValueTask DisposeAsync() => Storage.DisposeAsync();

    private static Engine Postgres(string address)
    {
        var storage = new PostgresViewStorage(
            new PostgresStoreOptions { ConnectionString = address }, new PostgresViewOptions(), PostgresViews.Tables,
            TimeProvider.System, NullLogger.Instance);
        return new Engine([.. PostgresViews.Tables.Select(table => table.View)], new PostgresViews(storage), storage);
    }

    private static Engine Redis(string address, string run)
    {
        var storage = new RedisViewStorage(
            new RedisViewOptions { Server = address, Prefix = run }, RedisViews.Layouts, TimeProvider.System,
            NullLogger.Instance);
        return new Engine([ViewNames.OrderSummary], new RedisViews(storage), storage);
    }

    private static Engine ClickHouse(string address, string run)
    {
        var storage = new ClickHouseViewStorage(
            new ClickHouseOptions { Address = new Uri(address), Database = run }, ClickHouseViews.Tables, null,
            TimeProvider.System, NullLogger.Instance);
        var views = ClickHouseViews.Tables.Select(table => table.View);
        return new Engine([.. views], new ClickHouseViews(storage), storage);
    }

    private static Engine Elasticsearch(string address, string run)
    {
        var cluster = address == "double" ? new DoubleCluster() : null;
        var options = new ElasticsearchOptions
        {
            Address = new Uri(cluster is null ? address : "http://127.0.0.1:9200"),
            Prefix = run,
            Handler = cluster,
        };
        var storage = new ElasticsearchViewStorage(
            options, ElasticsearchViews.Documents, null, TimeProvider.System, NullLogger.Instance);
        return new Engine([ViewNames.CustomerHistory], new ElasticsearchViews(storage), storage);
    }
}
