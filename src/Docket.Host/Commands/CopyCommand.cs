using System.CommandLine;
using Docket.Host.Composition;
using Docket.Host.Output;
using Docket.Journal.Files.Copying;

namespace Docket.Host.Commands;

/// <summary><c>docket copy --from files:DIR --to files:DIR</c>.</summary>
internal static class CopyCommand
{
    private const string FilesPrefix = "files:";

    public static Command Create()
    {
        var from = new Option<string>("--from")
        {
            Description = "The journal to copy, such as files:./data",
            HelpName = "STORE",
            Required = true,
        };
        var to = new Option<string>("--to") { Description = "Where to copy it", HelpName = "STORE", Required = true };
        var command = new Command("copy",
            "Copy a journal, positions kept; broken off and run again, it goes on") { from, to };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            VerbContext.OfLocal(parsed).Terminal, DirectoryOf("--from", parsed.GetValue(from)!),
            DirectoryOf("--to", parsed.GetValue(to)!), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, DataDirectory from, DataDirectory to,
        CancellationToken cancellationToken)
    {
        from.MustHaveJournal();
        if (Path.GetFullPath(from.Path) == Path.GetFullPath(to.Path)) throw new UsageException(
            "--from and --to are the same directory.");
        to.Make();
        var started = TimeProvider.System.GetTimestamp();
        var report = FileJournalCopy.Run(from.Journal, to.Journal, TimeProvider.System, null, cancellationToken);
        await ReadBackAsync(to, cancellationToken);
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        var reply = new CopyReply(from.Path, to.Path, report.Head.Value, report.Bytes, report.BytesWritten,
            Math.Round(seconds, 3));
        terminal.Show(reply, HostJson.Plain.CopyReply, (console, shown) => console.Profile.Out.Writer.WriteLine(
            $"{shown.To} holds the journal of {shown.From} up to position {Figures.Count(shown.Events)}: "
            + $"{Figures.Count(shown.Bytes)} bytes, {Figures.Count(shown.BytesWritten)} of them copied now, "
            + $"in {Figures.Seconds(shown.Seconds)}"));
        return ExitCode.Done;
    }

    /// <summary>Bytes are copied as they are, damage too; a copy that cannot be read is no copy.</summary>
    private static async Task ReadBackAsync(DataDirectory copy, CancellationToken cancellationToken)
    {
        await using var journal = copy.OpenReadOnly();
        var report = await journal.VerifyAsync(cancellationToken);
        if (report.Findings is [var finding, ..]) throw new FailureException(FormattableString.Invariant(
            $"The copy is no whole journal: {finding.File} at byte {finding.Offset}: {finding.Problem}"));
    }

    private static DataDirectory DirectoryOf(string option, string store) =>
        store.StartsWith(FilesPrefix, StringComparison.Ordinal) && store.Length > FilesPrefix.Length
            ? new DataDirectory(store[FilesPrefix.Length..])
            : throw new UsageException($"{option} wants a store such as files:./data; '{store}' is none.");
}

/// <summary>What a copy did.</summary>
internal sealed record CopyReply(string From, string To, long Events, long Bytes, long BytesWritten, double Seconds);
