using Docket.Host.Commands;
using Docket.Host.Output;
using Docket.Journal.Files.Copying;

namespace Docket.Host.Composition.Copying;

/// <summary>From one directory into another: the segment files byte for byte.</summary>
internal static class DirectoryCopy
{
    public static CopyReply Run(DataDirectory from, DataDirectory to, CancellationToken cancellationToken)
    {
        from.MustHaveJournal();
        if (Path.GetFullPath(from.Path) == Path.GetFullPath(to.Path)) throw new UsageException(
            "--from and --to are the same directory.");
        to.Make();
        var report = FileJournalCopy.Run(from.Journal, to.Journal, TimeProvider.System, null, cancellationToken);
        return new CopyReply(from.Path, to.Path, report.Head.Value, 0)
        {
            Bytes = report.Bytes,
            BytesWritten = report.BytesWritten,
        };
    }
}
