using Docket.Host.Commands;
using Docket.Host.Output;
using Docket.Journal.Copying;
using Docket.Journal.Store;

namespace Docket.Host.Composition.Copying;

/// <summary>From one kind of store into another: event by event, and the command ledger.</summary>
internal static class StoreCopy
{
    private const string AfterDatabase =
        "Nothing of it is published again. `docket db rebuild-state` makes the tables of current state.";

    public static async Task<CopyReply> RunAsync(CopyPlace from, CopyPlace to, CancellationToken cancellationToken)
    {
        await using var source = await from.OpenSourceAsync(cancellationToken);
        await using var target = await to.OpenTargetAsync(cancellationToken);
        var report = await from.ExplainAsync(() => to.ExplainAsync(() => CopyProgress.RunAsync(
            source.Head, told => JournalCopy.RunAsync(source, target, told, cancellationToken))));
        return new CopyReply(from.Name, to.Name, report.Head.Value, 0)
        {
            EventsWritten = report.EventsWritten,
            Commands = report.Commands,
            CommandsWritten = report.CommandsWritten,
            Hash = report.Hash,
            Next = to is CopyPlace.InPostgres ? AfterDatabase : null,
        };
    }
}
