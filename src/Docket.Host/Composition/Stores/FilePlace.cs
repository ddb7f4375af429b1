using Docket.Application.Wire;
using Docket.Journal.Files;
using Docket.Journal.Files.Snapshots;
using Docket.Journal.Files.Verifying;
using Docket.Journal.Files.Views;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Host.Composition.Stores;

/// <summary>The journal in the data directory. Its lock covers the views and snapshots beside it.</summary>
internal sealed record FilePlace(DataDirectory Data) : JournalPlace
{
    public override string Name => Data.Path;

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
        return new OpenedJournal(journal, snapshots, Views(loggers.CreateLogger("Docket.Views")))
        {
            Failure = () => journal.Failure,
            Announce = journal.Announce,
            Held = [snapshots],
        };
    }

    public override Task<JournalToRead> OpenToReadAsync(CancellationToken cancellationToken)
    {
        var journal = Data.OpenReadOnly();
        return Task.FromResult(new JournalToRead(
            journal, Views(NullLogger.Instance), async stopping => Of(await journal.VerifyAsync(stopping))));
    }

    private FileViewStorage Views(ILogger logger) => new(Data.Views, new FileViewOptions(), logger);

    private static JournalFindings Of(VerifyReport report) => new(
        report.Events, report.Streams, report.Commands, report.Bytes,
        [.. report.Findings.Select(finding => FormattableString.Invariant(
            $"{finding.File} at byte {finding.Offset}: {finding.Problem}"))]);
}
