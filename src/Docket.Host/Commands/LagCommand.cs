using System.CommandLine;
using Docket.Api.Json;
using Docket.Api.Operations;
using Docket.Host.Client;
using Docket.Host.Output;
using Spectre.Console;

namespace Docket.Host.Commands;

/// <summary><c>docket lag</c>: how far each view is behind the journal.</summary>
internal static class LagCommand
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var watch = new Option<bool>("--watch") { Description = "Show it again every second until Ctrl-C" };
        var command = new Command("lag", "Say how far each view is behind the journal")
        {
            watch, GlobalOptions.Url(), GlobalOptions.Key(), GlobalOptions.Postgres,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(VerbContext.Of(parsed), parsed.GetValue(watch), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, bool watch, CancellationToken cancellationToken)
    {
        if (watch && verb.Terminal.IsJson) throw new UsageException(
            "--watch and --json do not go together: --json is one document.");
        if (!watch) verb.Terminal.Show(await AskAsync(verb, cancellationToken), ReplyJson.Plain.LagReply, Draw);
        while (watch)
        {
            var lag = await AskAsync(verb, cancellationToken);
            verb.Terminal.Result.Clear();
            Draw(verb.Terminal.Result, lag);
            await Task.Delay(WatchInterval, TimeProvider.System, cancellationToken);
        }

        return ExitCode.Done;
    }

    private static Task<LagReply> AskAsync(VerbContext verb, CancellationToken cancellationToken) => Source.AskAsync(
        verb,
        service => service.GetAsync("/ops/lag", ReplyJson.Plain.LagReply, cancellationToken),
        docket => Task.FromResult(LagReply.Of(docket.Views.Operations, docket.Journal.Head)),
        cancellationToken);

    private static void Draw(IAnsiConsole console, LagReply lag)
    {
        console.WriteLine($"The journal is at position {Figures.Count(lag.AsOfSeq)}.");
        var table = Figures.Table(
            ("view", false), ("state", false), ("position", true), ("behind", true), ("lag", true), ("p50", true),
            ("p99", true),
            ("parked", true));
        foreach (var view in lag.Views)
            table.Row(
                view.Name, view.State, Figures.Count(view.Watermark), Figures.Count(view.LagEvents),
                Figures.Seconds(view.LagSeconds), Figures.Millis(view.VisibleP50Ms), Figures.Millis(view.VisibleP99Ms),
                Figures.Count(view.ParkedKeys));
        console.Write(table);
    }
}
