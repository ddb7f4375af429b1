using Docket.Application.Wire;
using Docket.Host.Composition.Kafka;
using Docket.Host.Output;
using Docket.Journal.Files;
using Docket.Journal.Files.Views;
using Docket.Journal.Postgres;
using Docket.Journal.Postgres.Changes;
using Docket.Journal.Postgres.Views;
using Docket.Journal.Projections.Feeding;
using Docket.Journal.Projections.Rows;
using Docket.Postgres;
using Docket.Postgres.Rebuilding;
using Docket.ReadModels;
using Docket.ReadModels.Postgres;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Docket.Host.Composition.Stores;

/// <summary>The journal in a PostgreSQL database, shared by any number of processes, as are the views that lie beside
/// it. Of
/// the others each process has its own, in its own data directory.</summary>
internal sealed record PostgresPlace : JournalPlace
{
    private readonly DataDirectory _data;
    private readonly CurrentState _state = new();

    private PostgresPlace(DataDirectory data, NpgsqlConnectionStringBuilder connection)
    {
        _data = data;
        Options = new PostgresStoreOptions { ConnectionString = connection.ConnectionString, Companion = _state };
        Name = $"the database {connection.Database} on {connection.Host}:{connection.Port}";
    }

    public override string Name { get; }

    public PostgresStoreOptions Options { get; }

    /// <summary>Where views are kept.</summary>
    public ViewChoice Views { get; init; } = ViewChoice.Default;

    /// <summary>The brokers that views are fed from; null where they are not fed from there.</summary>
    public Brokers? Brokers { get; init; }

    /// <summary>Whether this process reads shared views that it may not apply.</summary>
    public bool ReadsOthers { get; init; } = true;

    /// <summary>The shared views that this process may apply.</summary>
    public IReadOnlySet<string> Applied { get; init; } = ViewNames.All.ToHashSet(StringComparer.Ordinal);

    public override bool SharesViews => Views.HasShared;

    /// <summary>For verbs that are about a database.</summary>
    /// <exception cref="UsageException">None was named.</exception>
    public static PostgresPlace Of(JournalPlace place) => place as PostgresPlace ?? throw new UsageException(
        "Which database? --postgres or DOCKET_POSTGRES names it.");

    /// <exception cref="UsageException">The connection string is none.</exception>
    public static PostgresPlace Parse(DataDirectory data, string connectionString)
    {
        const string example = "--postgres wants a connection string such as "
            + "\"Host=127.0.0.1;Database=docket;Username=docket_app\"";
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(connectionString);
            if (connection.Host is not { Length: > 0 } || connection.Database is not { Length: > 0 })
                throw new UsageException($"{example}; Host and Database must be there.");
            return new PostgresPlace(data, connection);
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException($"{example}: {wrong.Message}");
        }
    }

    /// <summary>Opening says whether there is one: it is never made on the way.</summary>
    public override void MustHaveJournal()
    {
    }

    public override async Task<OpenedJournal> OpenAsync(
        ViewUse views, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var journal = await OpenStoreAsync(loggers.CreateLogger("Docket.Journal"), cancellationToken);
        try
        {
            var logger = loggers.CreateLogger("Docket.Views");
            var kept = TakeViews(views, journal.Identity);
            var applies = views != ViewUse.Followed;
            var tables = TablesOf(applies, logger);
            var engines = EnginesOf(journal.Identity, applies, logger);
            var redis = new RedisPlace(Views, journal.Identity, applies, logger);
            return new OpenedJournal(
                journal, journal.Snapshots, kept is null ? new InMemoryViewStorage() : ViewsOf(journal.Identity, logger))
            {
                Failure = () => journal.Failure,
                Announce = url => kept?.Announce(url),
                EngineOf = redis.Over(EngineOf(tables, engines)),
                Feed = FeedOf(journal, loggers),
                Applies = Applied.Contains,
                ReadsOthers = ReadsOthers,
                Explain = work => PostgresFailures.ExplainAsync(this, () => RedisPlace.ExplainAsync(work)),
                Sessions = [engines, tables, redis],
                Held = kept is null ? [] : [kept],
            };
        }
        catch
        {
            await journal.DisposeAsync();
            throw;
        }
    }

    public override async Task<JournalToRead> OpenToReadAsync(CancellationToken cancellationToken)
    {
        var journal = await OpenStoreAsync(NullLogger.Instance, cancellationToken);
        var tables = TablesOf(applies: false, NullLogger.Instance);
        var engines = EnginesOf(journal.Identity, applies: false, NullLogger.Instance);
        var redis = new RedisPlace(Views, journal.Identity, applies: false, NullLogger.Instance);
        return new JournalToRead(
            journal, ViewsOf(journal.Identity, NullLogger.Instance), async stopping =>
            {
                var found = await journal.VerifyAsync(stopping);
                return new JournalFindings(
                    found.Events, found.Streams, found.Commands, found.Bytes,
                    found.Findings.Count > 0 ? found.Findings : await FindInStateAsync(journal, stopping));
            })
        {
            EngineOf = redis.Over(EngineOf(tables, engines)),
            Sessions = [engines, tables, redis],
        };
    }

    private IEventFeed? FeedOf(PostgresEventStore journal, ILoggerFactory loggers) => Views.Feed switch
    {
        FeedSource.Logical => new LogicalFeed(journal, Options, DocketCodec.Create(), loggers.CreateLogger("Docket.Views")),
        FeedSource.Kafka => Brokers?.FeedOf(journal, DocketCodec.Create(), loggers.CreateLogger("Docket.Kafka")),
        _ => null,
    };

    // It connects when the first view in it is opened.
    private PostgresViewStorage TablesOf(bool applies, ILogger logger) => new(
        Options, new PostgresViewOptions { Applies = applies }, PostgresViews.Tables, TimeProvider.System, logger);

    /// <summary>Which views are asked for in these tables, and which are this process's own.</summary>
    public Func<string, IViewEngine> EngineOf(PostgresViewStorage tables)
    {
        var (shared, local) = (new PostgresViews(tables), new LocalViews());
        return view => Views.InTables.Contains(view) ? shared : local;
    }

    private Func<string, IViewEngine> EngineOf(PostgresViewStorage tables, ViewEngines engines)
    {
        var here = EngineOf(tables);
        return view => engines.Find(view) ?? here(view);
    }

    /// <summary>Holds the tables of current state against the events, and swaps in new ones where that is wanted.</summary>
    /// <exception cref="FailureException">The database cannot be used so.</exception>
    public async Task<StateReport> CompareStateAsync(bool swap, CancellationToken cancellationToken)
    {
        await using var journal = await OpenStoreAsync(NullLogger.Instance, cancellationToken);
        var rebuild = new StateRebuild(Options, _state, journal);
        return await PostgresFailures.ExplainAsync(this, () =>
            swap ? rebuild.RunAsync(null, cancellationToken) : rebuild.CheckAsync(null, cancellationToken));
    }

    // A standby has no room for temporary tables; there the journal alone is verified.
    private async Task<IReadOnlyList<string>> FindInStateAsync(
        PostgresEventStore journal, CancellationToken cancellationToken) =>
        await journal.IsStandbyAsync(cancellationToken)
            ? []
            : [.. StateFindings.Of(await new StateRebuild(Options, _state, journal).CheckAsync(null, cancellationToken))];

    // Who applies them is settled where the journal lies: by its leases.
    private ViewEngines EnginesOf(string identity, bool applies, ILogger logger) => new(
        Views.Elsewhere, identity, applies ? PostgresViewLeases.Of(Options) : null, applies, logger);

    private Task<PostgresEventStore> OpenStoreAsync(ILogger logger, CancellationToken cancellationToken) =>
        PostgresFailures.ExplainAsync(this, () => PostgresEventStore.OpenAsync(
            Options, DocketCodec.Create(), TimeProvider.System, logger, cancellationToken));

    private ViewDirectoryLock? TakeViews(ViewUse use, string identity)
    {
        if (use == ViewUse.None || !Views.HasLocal) return null;
        try
        {
            return ViewDirectoryLock.Take(DirectoryOf(identity), TimeProvider.System);
        }
        catch (JournalInUseException) when (use == ViewUse.KeptOrInMemory)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FailureException($"{_data.Path} cannot be written: {failure.Message}", failure);
        }
    }

    private FileViewStorage ViewsOf(string identity, ILogger logger) =>
        new(Path.Combine(DirectoryOf(identity), "views"), new FileViewOptions(), logger);

    // Views of one journal are wrong for every other one, so the journal's identity is in the path.
    private string DirectoryOf(string identity) => Path.Combine(_data.Path, "postgres-" + identity);
}
