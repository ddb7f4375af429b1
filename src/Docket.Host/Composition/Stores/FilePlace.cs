using Docket.Application.Wire;
using Docket.Journal.Files;
using Docket.Journal.Files.Snapshots;
using Docket.Journal.Files.Verifying;
using Docket.Journal.Files.Views;
using Docket.ReadModels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Host.Composition.Stores;

/// <summary>The journal in the data directory. Its lock covers the views and snapshots beside it.</summary>
internal sealed record FilePlace(DataDirectory Data) : JournalPlace
{
    public override string Name => Data.Path;

    /// <summary>Which views are not kept beside the journal.</summary>
    public ViewChoice ViewsElsewhere { get; init; } = ViewChoice.Default;

    public override void MustHaveJournal() => Data.MustHaveJournal();

    public override Task<OpenedJournal> OpenAsync(
        ViewUse views, ILoggerFactory loggers, CancellationToken cancellationToken) => Task.FromResult(Open(loggers));

    public OpenedJournal Open(ILoggerFactory loggers)
    {
        Data.Make();
        var journal = FileEventStore.Open(
            new FileStoreOptions { Directory = Data.Journal }, DocketCodec.Create(), TimeProvider.System,
            loggers.CreateLogger("Docket.Journal"));
        var snapshots = FileSnapshotStore.Open(Data.Snapshots);
        var logger = loggers.CreateLogger("Docket.Views");
        var redis = new RedisPlace(ViewsElsewhere, Path.GetFullPath(Data.Path), applies: true, logger);
        return new OpenedJournal(journal, snapshots, Views(logger))
        {
            EngineOf = redis.Over(_ => new LocalViews()),
            Explain = RedisPlace.ExplainAsync,
            Sessions = [redis],
            Failure = () => journal.Failure,
            Announce = journal.Announce,
            Held = [snapshots],
        };
    }

    public override Task<JournalToRead> OpenToReadAsync(CancellationToken cancellationToken)
    {
        var journal = Data.OpenReadOnly();
        var redis = new RedisPlace(ViewsElsewhere, Path.GetFullPath(Data.Path), applies: false, NullLogger.Instance);
        return Task.FromResult(new JournalToRead(
            journal, Views(NullLogger.Instance), async stopping => Of(await journal.VerifyAsync(stopping)))
        {
            EngineOf = redis.Over(_ => new LocalViews()),
            Sessions = [redis],
        });
    }

    private FileViewStorage Views(ILogger logger) => new(Data.Views, new FileViewOptions(), logger);

    private static JournalFindings Of(VerifyReport report) => new(
        report.Events, report.Streams, report.Commands, report.Bytes,
        [.. report.Findings.Select(finding => FormattableString.Invariant(
            $"{finding.File} at byte {finding.Offset}: {finding.Problem}"))]);
}
