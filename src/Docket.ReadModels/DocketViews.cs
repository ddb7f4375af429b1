using Docket.Journal.Projections;
using Docket.Journal.Projections.Rows;
using Docket.Journal.Serialization;
using Docket.Journal.Store;
using Docket.ReadModels.Analytics;
using Docket.ReadModels.CustomerHistory;
using Docket.ReadModels.Operations;
using Docket.ReadModels.OrderSummaries;
using Docket.ReadModels.ProductSales;
using Docket.ReadModels.Revenue;

namespace Docket.ReadModels;

/// <summary>The five views, each in the engine chosen for it, with their queries and what operators may do.</summary>
public sealed class DocketViews : IAsyncDisposable
{
    private readonly ViewHost _host;

    private DocketViews(ViewHost host, Func<string, IViewEngine> engineOf)
    {
        _host = host;
        OrderSummaries = engineOf(ViewNames.OrderSummary).AddOrderSummaries(host);
        CustomerHistory = engineOf(ViewNames.CustomerHistory).AddCustomerHistory(host);
        Revenue = engineOf(ViewNames.Revenue).AddRevenue(host);
        ProductSales = engineOf(ViewNames.ProductSales).AddProductSales(host);
        Analytics = engineOf(ViewNames.Analytics).AddAnalytics(host);
        Operations = new ViewOperations(host);
    }

    /// <summary>Orders.</summary>
    public IOrderSummaryQuery OrderSummaries { get; }

    /// <summary>Customers' orders, with search.</summary>
    public ICustomerHistoryQuery CustomerHistory { get; }

    /// <summary>Revenue by period.</summary>
    public IRevenueQuery Revenue { get; }

    /// <summary>Sales by product.</summary>
    public IProductSalesQuery ProductSales { get; }

    /// <summary>Figures over all orders.</summary>
    public IAnalyticsQuery Analytics { get; }

    /// <summary>Lag, rebuilds, parked events.</summary>
    public IViewOperations Operations { get; }

    /// <summary>Puts the views over a journal; nothing is opened before <see cref="StartAsync"/>.</summary>
    /// <param name="store">The journal; its maker closes it, after the views.</param>
    /// <param name="codec">The domain's events.</param>
    /// <param name="storage">Where rows are kept: files, or this process's memory.</param>
    /// <param name="options">Time, log and patience.</param>
    public static DocketViews Create(IEventStore store, EventCodec codec, IViewStorage storage, ViewHostOptions options) =>
        Create(store, codec, storage, _ => new LocalViews(), options);

    /// <summary>The same with each view in an engine of its own.</summary>
    /// <param name="store">The journal; its maker closes it, after the views.</param>
    /// <param name="codec">The domain's events.</param>
    /// <param name="storage">Where rows are kept of the views that are in this process.</param>
    /// <param name="engineOf">The engine for a view, by one of <see cref="ViewNames"/>; its maker closes it, after
    /// the views.</param>
    /// <param name="options">Time, log and patience.</param>
    public static DocketViews Create(
        IEventStore store, EventCodec codec, IViewStorage storage, Func<string, IViewEngine> engineOf,
        ViewHostOptions options) =>
        new(new ViewHost(store, codec, storage, options), engineOf);

    /// <summary>Opens the views and lets them run. They answer from then on, and catch up meanwhile.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _host.StartAsync(cancellationToken);

    /// <summary>The same for a service that is to run on whatever is there: a view whose engine is down is opened as
    /// soon as it is up, and until then is unavailable.</summary>
    public Task StartAvailableAsync(CancellationToken cancellationToken) =>
        _host.StartAvailableAsync(cancellationToken);

    /// <summary>Every view's name.</summary>
    public IEnumerable<string> Names => _host.Views.Select(view => view.Name);

    /// <summary>Waits until every view shows a position: what a tool does before it asks, with the journal's
    /// head.</summary>
    /// <exception cref="NobodyAppliesException">A view stands still, and this process may not apply it.</exception>
    public Task WaitForAsync(Position position, CancellationToken cancellationToken) =>
        _host.WaitForAsync(position, cancellationToken);

    /// <summary>Compares every view as it is kept with what the journal says. Needs no start, changes nothing, and
    /// may be done
    /// while another process runs the views; a view of which nothing is kept is left out.</summary>
    /// <param name="keysMax">How many differing keys are named for a view, at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<ViewFinding>> VerifyAsync(int keysMax, CancellationToken cancellationToken) =>
        _host.VerifyAsync(keysMax, cancellationToken);

    /// <summary>Finishes the pages under way, writes down how far each view is, and closes them.</summary>
    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
