using Docket.Host.Commands;
using Docket.Host.Output;
using Docket.Journal.Copying;
using Docket.Journal.Store;

namespace Docket.Host.Composition.Copying;

/// <summary>From one kind of store into another: event by event, and the command ledger.</summary>
internal static class StoreCopy
{
    private const string AfterDatabase =
        "Nothing of it is published again. The tables of current state were made from it.";

    public static async Task<CopyReply> RunAsync(CopyPlace from, CopyPlace to, CancellationToken cancellationToken)
    {
        var report = await CopyAsync(from, to, cancellationToken);
        var database = (to as CopyPlace.InPostgres)?.Database;

        // Whatever was written now: a copy that was broken off may have left them undone.
        if (database is not null) await database.CompareStateAsync(swap: true, cancellationToken);
        return new CopyReply(from.Name, to.Name, report.Head.Value, 0)
        {
            EventsWritten = report.EventsWritten,
            Commands = report.Commands,
            CommandsWritten = report.CommandsWritten,
            Hash = report.Hash,
            Next = database is null ? null : AfterDatabase,
        };
    }

    // The target holds appends off for as long as it is open.
    private static async Task<JournalCopyReport> CopyAsync(
        CopyPlace from, CopyPlace to, CancellationToken cancellationToken)
    {
        await using var source = await from.OpenSourceAsync(cancellationToken);
        await using var target = await to.OpenTargetAsync(cancellationToken);
        return await from.ExplainAsync(() => to.ExplainAsync(() => CopyProgress.RunAsync(
            source.Head, told => JournalCopy.RunAsync(source, target, told, cancellationToken))));
    }
}
