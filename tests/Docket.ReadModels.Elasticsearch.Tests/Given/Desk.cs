using Docket.Application.Wire;
using Docket.Journal.Elasticsearch;
using Docket.Journal.Elasticsearch.Views;
using Docket.Journal.Leasing;
using Docket.Journal.Projections;
using Docket.ReadModels.CustomerHistory;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.ReadModels.Elasticsearch.Tests.Given;

/// <summary>One process with customers' orders in Elasticsearch.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly Archive _archive;

    private Desk(Archive archive, ElasticsearchOptions options, ILeases? leases)
    {
        _archive = archive;
        Storage = new ElasticsearchViewStorage(
            options, ElasticsearchViews.Documents, leases, TimeProvider.System, NullLogger.Instance);
        Host = new ViewHost(archive.Store, DocketCodec.Create(), Storage, new ViewHostOptions
        {
            Clock = TimeProvider.System,
            Logger = NullLogger.Instance,
            Parking = new ParkingPolicy { FirstDelay = TimeSpan.Zero },
        });
        Orders = new ElasticsearchViews(Storage).AddCustomerHistory(Host);
    }

    public ElasticsearchViewStorage Storage { get; }

    public ViewHost Host { get; }

    public ICustomerHistoryQuery Orders { get; }

    public View View => Host.Views[0];

    public static async Task<Desk> OpenAsync(Archive archive, ElasticsearchOptions options, ILeases? leases)
    {
        var desk = new Desk(archive, options, leases);
        await desk.Host.StartAsync(Archive.Token);
        return desk;
    }

    public async Task LevelAsync() => Assert.True(
        await View.Watermark.WaitForAsync(_archive.Store.Head, TimeSpan.FromSeconds(30), Archive.Token));

    /// <summary>Compares what is kept with the journal.</summary>
    public async Task VerifiesAsync() => Assert.Null(Assert.Single(await Host.VerifyAsync(5, Archive.Token)).Problem);

    public async Task<RebuildProgress> RebuildAsync()
    {
        Assert.True(Host.StartRebuild(View.Name));
        await Host.WaitForRebuildAsync(View.Name, Archive.Token);
        return Host.RebuildOf(View.Name)!;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Storage.DisposeAsync();
    }
}
