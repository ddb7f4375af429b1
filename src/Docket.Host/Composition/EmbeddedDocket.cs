using Docket.Api.Orders;
using Docket.Application.Checkout;
using Docket.Application.Customers;
using Docket.Application.Orders;
using Docket.Application.PublicEvents;
using Docket.Application.Wire;
using Docket.Host.Composition.Stores;
using Docket.Journal.Deciding;
using Docket.Journal.Files;
using Docket.Journal.Processes;
using Docket.Journal.Projections;
using Docket.Journal.Projections.Lagging;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;
using Docket.ReadModels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Host.Composition;

/// <summary>Docket in one process, open for writing: the journal, the services that write it, and the views over
/// it.</summary>
internal sealed class EmbeddedDocket : IAsyncDisposable
{
    private readonly OpenedJournal _opened;

    private EmbeddedDocket(OpenedJournal opened, LagWatch lag, ILoggerFactory loggers)
    {
        var clock = TimeProvider.System;
        _opened = opened;
        var journal = opened.Journal;
        Orders = new OrderService(journal, clock, new DeciderRunnerOptions(), Snapshots);
        Customers = new CustomerService(journal, clock, new DeciderRunnerOptions());
        Sagas = new ProcessService(
            journal, DocketCodec.Create(), CheckoutProcesses.Catalog, clock, new DeciderRunnerOptions(), Snapshots,
            CheckoutTeller.Tell);
        Stock = new StockService(journal, clock, new DeciderRunnerOptions(), Snapshots);
        Reader = new OrderReader(journal);
        var viewLogger = loggers.CreateLogger("Docket.Views");
        Views = DocketViews.Create(journal, DocketCodec.Create(), opened.Views, opened.EngineOf, new ViewHostOptions
        {
            Clock = clock,
            Logger = viewLogger,
            Feed = opened.Feed,
            Lag = lag,
            Applies = opened.Applies,
            ReadsOthers = opened.ReadsOthers,
        });
    }

    public IEventStore Journal => _opened.Journal;

    public ISnapshotStore Snapshots => _opened.Snapshots;

    /// <summary>Why the journal takes no writes; null while it does.</summary>
    public string? Failure => _opened.Failure();

    public OrderService Orders { get; }

    public CustomerService Customers { get; }

    /// <summary>Starts sagas, tells of them and decides for them; whoever runs them is a host of its own.</summary>
    public ProcessService Sagas { get; }

    public StockService Stock { get; }

    public OrderReader Reader { get; }

    /// <summary>Not opened before <see cref="StartViewsAsync"/>: a verb that only writes does without them.</summary>
    public DocketViews Views { get; }

    /// <summary>Opens the directory for writing, and makes it where there is none.</summary>
    /// <exception cref="JournalInUseException">Another process writes to it.</exception>
    public static EmbeddedDocket Open(DataDirectory data) =>
        new(new FilePlace(data).Open(NullLoggerFactory.Instance), new LagWatch(), NullLoggerFactory.Instance);

    /// <summary>Opens a journal for writing, wherever it lies.</summary>
    /// <exception cref="JournalInUseException">Another process holds what must be held alone.</exception>
    public static Task<EmbeddedDocket> OpenAsync(
        JournalPlace place, ViewUse views, CancellationToken cancellationToken) =>
        OpenAsync(place, views, new LagWatch(), NullLoggerFactory.Instance, cancellationToken);

    /// <summary>The same, with a log, and with who hears of views that lag.</summary>
    public static async Task<EmbeddedDocket> OpenAsync(
        JournalPlace place, ViewUse views, LagWatch lag, ILoggerFactory loggers, CancellationToken cancellationToken) =>
        new(await place.OpenAsync(views, loggers, cancellationToken), lag, loggers);

    /// <summary>Tells other processes where this one serves.</summary>
    public void Announce(string url) => _opened.Announce(url);

    /// <summary>Opens the views and lets them run.</summary>
    public Task StartViewsAsync(CancellationToken cancellationToken) =>
        StartAsync(() => Views.StartAsync(cancellationToken));

    /// <summary>The same for a service: what is down now is opened when it is up.</summary>
    public Task StartAvailableViewsAsync(CancellationToken cancellationToken) =>
        StartAsync(() => Views.StartAvailableAsync(cancellationToken));

    /// <summary>Waits until every view shows all that the journal holds now.</summary>
    public Task CatchUpAsync(CancellationToken cancellationToken) =>
        _opened.Explain(() => Views.WaitForAsync(Journal.Head, cancellationToken));

    /// <summary>Finishes what was accepted, then closes: the views first, because they read the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        await Views.DisposeAsync();
        await _opened.DisposeAsync();
    }

    private Task StartAsync(Func<Task> start)
    {
        WaitingThreads.ReserveFor(_opened.EngineOf, _opened.Applies);
        return _opened.Explain(start);
    }
}
