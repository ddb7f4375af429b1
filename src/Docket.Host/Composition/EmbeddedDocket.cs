using Docket.Api.Orders;
using Docket.Application.Customers;
using Docket.Application.Orders;
using Docket.Application.Wire;
using Docket.Journal.Deciding;
using Docket.Journal.Files;
using Docket.Journal.Files.Snapshots;
using Docket.Journal.Files.Views;
using Docket.Journal.Projections;
using Docket.Journal.Serialization;
using Docket.ReadModels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Host.Composition;

/// <summary>Docket on one machine, open for writing: the journal, the services that write it, and the views over
/// it.</summary>
internal sealed class EmbeddedDocket : IAsyncDisposable
{
    private EmbeddedDocket(FileEventStore journal, EventCodec codec, DataDirectory data, ILoggerFactory loggers)
    {
        var clock = TimeProvider.System;
        Data = data;
        Journal = journal;
        Snapshots = FileSnapshotStore.Open(data.Snapshots);
        Orders = new OrderService(journal, clock, new DeciderRunnerOptions(), Snapshots);
        Customers = new CustomerService(journal, clock, new DeciderRunnerOptions());
        Reader = new OrderReader(journal);
        var viewLogger = loggers.CreateLogger("Docket.Views");
        Views = DocketViews.Create(journal, codec, new FileViewStorage(data.Views, new FileViewOptions(), viewLogger),
            new ViewHostOptions
            {
                Clock = clock,
                Logger = viewLogger,
            });
    }

    public DataDirectory Data { get; }

    public FileEventStore Journal { get; }

    public FileSnapshotStore Snapshots { get; }

    public OrderService Orders { get; }

    public CustomerService Customers { get; }

    public OrderReader Reader { get; }

    /// <summary>Not opened before <see cref="StartViewsAsync"/>: a verb that only writes does without them.</summary>
    public DocketViews Views { get; }

    /// <summary>Opens the directory for writing, and makes it where there is none.</summary>
    /// <exception cref="JournalInUseException">Another process writes to it.</exception>
    public static EmbeddedDocket Open(DataDirectory data, ILoggerFactory? loggers = null)
    {
        loggers ??= NullLoggerFactory.Instance;
        data.Make();
        var codec = DocketCodec.Create();
        var journal = FileEventStore.Open(
            new FileStoreOptions { Directory = data.Journal }, codec, TimeProvider.System,
            loggers.CreateLogger("Docket.Journal"));
        return new EmbeddedDocket(journal, codec, data, loggers);
    }

    /// <summary>Opens the views and lets them run.</summary>
    public Task StartViewsAsync(CancellationToken cancellationToken) => Views.StartAsync(cancellationToken);

    /// <summary>Waits until every view shows all that the journal holds now.</summary>
    public Task CatchUpAsync(CancellationToken cancellationToken) =>
        Views.WaitForAsync(Journal.Head, cancellationToken);

    /// <summary>Finishes what was accepted, then closes: the views first, because they read the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        await Views.DisposeAsync();
        Snapshots.Dispose();
        await Journal.DisposeAsync();
    }
}
