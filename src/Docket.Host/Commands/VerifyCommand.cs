using System.CommandLine;
using Docket.Application.Wire;
using Docket.Host.Composition.Stores;
using Docket.Host.Output;
using Docket.Journal.Projections;
using Docket.Journal.Store;
using Docket.ReadModels;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace Docket.Host.Commands;

/// <summary><c>docket verify</c>: reads the whole journal, and holds every view against it; a service may run
/// meanwhile.</summary>
internal static class VerifyCommand
{
    private const int KeysMax = 10;

    public static Command Create()
    {
        var command = new Command("verify", "Read the whole journal, and hold every view against it")
        {
            GlobalOptions.Postgres,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(VerbContext.OfLocal(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var reply = await ReadAsync(verb.Place, cancellationToken)
            with
        { Seconds = Math.Round(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 3) };
        verb.Terminal.Show(reply, HostJson.Plain.VerifyReply, Draw);
        return reply.Clean ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<VerifyReply> ReadAsync(JournalPlace place, CancellationToken cancellationToken)
    {
        try
        {
            await using var opened = await place.OpenToReadAsync(cancellationToken);
            return await CompareAsync(opened, cancellationToken);
        }
        catch (JournalCorruptException damage)
        {
            return VerifyReply.Unreadable(damage.Message);
        }
    }

    private static async Task<VerifyReply> CompareAsync(JournalToRead opened, CancellationToken cancellationToken)
    {
        var report = await opened.VerifyAsync(cancellationToken);
        await using var views = DocketViews.Create(
            opened.Journal, DocketCodec.Create(), opened.Views, opened.EngineOf,
            new ViewHostOptions { Clock = TimeProvider.System, Logger = NullLogger.Instance });

        // Views over a damaged journal would only repeat what is wrong with it.
        if (report.Problems.Count > 0) return VerifyReply.Of(opened.Journal.Head.Value, report, []);
        var findings = await views.VerifyAsync(KeysMax, cancellationToken);
        return VerifyReply.Of(opened.Journal.Head.Value, report,
            [.. views.Names.Select(name => VerifiedView.Of(name, findings.FirstOrDefault(found => found.View == name)))]);
    }

    private static void Draw(IAnsiConsole console, VerifyReply reply)
    {
        // Not through the console: it would break a path or an offset that is to be copied.
        var output = console.Profile.Out.Writer;
        output.WriteLine(reply.Bytes == 0
            ? "journal: cannot be read"
            : $"journal: {Figures.Count(reply.Events)} events in {Figures.Count(reply.Streams)} streams, "
            + $"{Figures.Count(reply.Bytes)} bytes, up to position {Figures.Count(reply.Head)}");
        foreach (var problem in reply.Problems) output.WriteLine("  " + problem);
        var table = Figures.Table(("view", false), ("position", true), ("rows", true), ("parked", true),
            ("against the journal", false));
        foreach (var view in reply.Views)
            table.Row(
                view.Name, Figures.Count(view.Position), Figures.Count(view.Rows), Figures.Count(view.Parked),
                view.InWords(reply.Head));
        if (reply.Views.Count > 0) console.Write(table);
        else output.WriteLine("views: not compared, because the journal is damaged");
        output.WriteLine(reply.Clean ? $"clean, in {Figures.Seconds(reply.Seconds)}" : "NOT clean");
    }
}

/// <summary>What was found.</summary>
/// <param name="Clean">Nothing is wrong.</param>
/// <param name="Events">Events read.</param>
/// <param name="Streams">Streams they are in.</param>
/// <param name="Commands">Commands remembered.</param>
/// <param name="Bytes">Bytes of the journal.</param>
/// <param name="Head">The last position.</param>
/// <param name="Problems">What is wrong with the journal.</param>
/// <param name="Views">Each view against the journal; none where the journal itself is damaged.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record VerifyReply(
    bool Clean, long Events, long Streams, long Commands, long Bytes, long Head, IReadOnlyList<string> Problems,
    IReadOnlyList<VerifiedView> Views, double Seconds)
{
    public static VerifyReply Of(long head, JournalFindings journal, IReadOnlyList<VerifiedView> views) => new(
        journal.Problems.Count == 0 && views.All(view => view.Problem is null), journal.Events, journal.Streams,
        journal.Commands, journal.Bytes, head, journal.Problems, views, 0);

    /// <summary>What cannot even be opened.</summary>
    public static VerifyReply Unreadable(string problem) => new(false, 0, 0, 0, 0, 0, [problem], [], 0);
}

/// <summary>One view against the journal.</summary>
/// <param name="Name">Which.</param>
/// <param name="Kept">Whether anything of it is on the disk; else it is built when it is first wanted.</param>
/// <param name="Position">Where it stands; the journal was folded up to here.</param>
/// <param name="Rows">Rows kept.</param>
/// <param name="Parked">Streams that stand still in it.</param>
/// <param name="Problem">What is wrong; null where all is equal.</param>
/// <param name="Differing">Keys of rows that differ; the first ones.</param>
internal sealed record VerifiedView(string Name, bool Kept, long Position, long Rows, int Parked, string? Problem,
    IReadOnlyList<string> Differing)
{
    public static VerifiedView Of(string name, ViewFinding? finding) => finding is null
        ? new(name, false, 0, 0, 0, null, [])
        : new(name, true, finding.At.Value, finding.Rows, finding.Parked, finding.Problem, [.. finding.Differing]);

    /// <summary>What the comparison came to, for a journal that ends at <paramref name="head"/>.</summary>
    public string InWords(long head) => this switch
    {
        { Kept: false } => "not kept; built when first wanted",
        { Problem: { } problem } => $"{problem}: {string.Join(", ", Differing)}",
        _ when Position < head => $"equal so far, {Figures.Count(head - Position)} behind",
        _ => "equal",
    };
}
