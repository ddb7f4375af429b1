using Docket.Host.Commands;
using Docket.Host.Composition.Stores;
using Docket.Host.Output;
using Docket.Journal.Copying;
using Docket.Journal.Files.Copying;
using Docket.Journal.Postgres.Copying;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Host.Composition.Copying;

/// <summary>A store as <c>docket copy</c> names it: <c>files:DIR</c> or <c>postgres:CONN</c>.</summary>
internal abstract record CopyPlace(JournalPlace Place)
{
    private const string FilesPrefix = "files:";
    private const string PostgresPrefix = "postgres:";

    /// <summary>Without a password.</summary>
    public string Name => Place.Name;

    /// <exception cref="UsageException">It names no store.</exception>
    public static CopyPlace Parse(string option, string store)
    {
        if (store.StartsWith(FilesPrefix, StringComparison.Ordinal) && store.Length > FilesPrefix.Length)
            return new InFiles(new DataDirectory(store[FilesPrefix.Length..]));
        if (store.StartsWith(PostgresPrefix, StringComparison.Ordinal))
            return InPostgres.Of(option, store[PostgresPrefix.Length..]);
        throw new UsageException($"{option} wants a store such as files:./data or postgres:CONN; '{store}' is none.");
    }

    public abstract Task<IJournalSource> OpenSourceAsync(CancellationToken cancellationToken);

    public abstract Task<IJournalTarget> OpenTargetAsync(CancellationToken cancellationToken);

    /// <summary>Says what the store itself would say of an error.</summary>
    public abstract Task<T> ExplainAsync<T>(Func<Task<T>> work);

    internal sealed record InFiles(DataDirectory Data) : CopyPlace(new FilePlace(Data))
    {
        public override Task<IJournalSource> OpenSourceAsync(CancellationToken cancellationToken)
        {
            Data.MustHaveJournal();
            return Task.FromResult<IJournalSource>(FileJournalSource.Open(Data.Journal));
        }

        public override Task<IJournalTarget> OpenTargetAsync(CancellationToken cancellationToken)
        {
            Data.Make();
            return Task.FromResult<IJournalTarget>(
                FileJournalTarget.Open(Data.Journal, TimeProvider.System, NullLogger.Instance));
        }

        public override Task<T> ExplainAsync<T>(Func<Task<T>> work) => work();
    }

    internal sealed record InPostgres(PostgresPlace Database) : CopyPlace(Database)
    {
        // A copy opens no views, so their directory is never looked at.
        private static readonly DataDirectory NoViews = new(".");

        public static InPostgres Of(string option, string connection) =>
            connection is { Length: > 0 } || (connection = Settings.Find("postgres") ?? "") is { Length: > 0 }
                ? new InPostgres(PostgresPlace.Parse(NoViews, connection))
                : throw new UsageException(
                    $"{option}: which database? postgres:CONN names it, or DOCKET_POSTGRES with postgres: alone.");

        public override async Task<IJournalSource> OpenSourceAsync(CancellationToken cancellationToken) =>
            await ExplainAsync(() => PostgresJournalSource.OpenAsync(Database.Options, cancellationToken));

        public override async Task<IJournalTarget> OpenTargetAsync(CancellationToken cancellationToken) =>
            await ExplainAsync(() => PostgresJournalTarget.OpenAsync(Database.Options, cancellationToken));

        public override Task<T> ExplainAsync<T>(Func<Task<T>> work) => PostgresFailures.ExplainAsync(Database, work);
    }
}
