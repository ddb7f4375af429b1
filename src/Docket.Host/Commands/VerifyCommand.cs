using System.CommandLine;
using Docket.Host.Composition;
using Docket.Host.Output;
using Docket.Host.Verifying;
using Spectre.Console;

namespace Docket.Host.Commands;

/// <summary><c>docket verify</c>: reads the whole journal, and holds every view against it.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var command = new Command("verify", "Read the whole journal, and hold every view against it")
        {
            GlobalOptions.Url(), GlobalOptions.Key(),
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(VerbContext.Of(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        verb.Data.MustHaveJournal();
        var journal = await JournalCheck.RunAsync(verb.Data, cancellationToken);
        // Views over a damaged journal would only repeat what is wrong with it.
        var views = journal.Differences.Count == 0 ? await ViewCheck.RunAsync(verb, cancellationToken) : [];
        var reply = new VerifyReply(
            journal.Differences.Count == 0 && views.All(view => view.Difference is null), journal.Events, journal.Streams,
            journal.Head, journal.Differences, views,
            Math.Round(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 3));
        verb.Terminal.Show(reply, HostJson.Plain.VerifyReply, Draw);
        return reply.Clean ? ExitCode.Done : ExitCode.Failed;
    }

    private static void Draw(IAnsiConsole console, VerifyReply reply)
    {
        console.WriteLine(
            $"journal: {Figures.Count(reply.Events)} events in {Figures.Count(reply.Streams)} streams, up to position {Figures.Count(reply.Head)}");
        foreach (var difference in reply.Differences) console.WriteLine("  " + difference);
        var table = Figures.Table(("view", false), ("position", true), ("rows", true), ("against the journal", false));
        foreach (var view in reply.Views)
            table.Row(view.Name, Figures.Count(view.Position), Figures.Count(view.Rows), view.Difference ?? view.Note ?? "equal");
        if (reply.Views.Count > 0) console.Write(table);
        console.WriteLine(reply.Clean ? $"clean, in {Figures.Seconds(reply.Seconds)}" : "NOT clean");
    }
}

/// <summary>What was found.</summary>
/// <param name="Clean">Nothing differs.</param>
/// <param name="Events">Events read.</param>
/// <param name="Streams">Streams they are in.</param>
/// <param name="Head">The last position.</param>
/// <param name="Differences">What is wrong with the journal.</param>
/// <param name="Views">Each view against one made anew from the journal.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record VerifyReply(
    bool Clean, long Events, long Streams, long Head, IReadOnlyList<string> Differences, IReadOnlyList<CheckedView> Views, double Seconds);
