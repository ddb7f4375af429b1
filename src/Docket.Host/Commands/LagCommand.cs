using System.CommandLine;
using Docket.Api.Json;
using Docket.Api.Operations;
using Docket.Host.Client;
using Docket.Host.Commands.Lagging;
using Docket.Host.Output;

namespace Docket.Host.Commands;

/// <summary><c>docket lag</c>: how far each view is behind the journal.</summary>
internal static class LagCommand
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var watch = new Option<bool>("--watch")
        {
            Description = "Go on until Ctrl-C: drawn anew every second on a terminal, else a line for every change",
        };
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
        var lag = await AskAsync(verb, cancellationToken);
        if (watch) await WatchAsync(verb, lag, cancellationToken);
        else verb.Terminal.Show(lag, ReplyJson.Plain.LagReply, LagTable.Draw);
        return ExitCode.Done;
    }

    private static async Task WatchAsync(VerbContext verb, LagReply first, CancellationToken cancellationToken)
    {
        ILagScreen screen = Console.IsOutputRedirected
            ? new LagLines(Console.Out)
            : new LagScreen(verb.Terminal.Result);
        for (var lag = first; ; lag = await TryAskAsync(verb, cancellationToken))
        {
            // A service that is started anew in between is not the end of watching it.
            if (lag is null) screen.ShowNothing(TimeProvider.System.GetUtcNow());
            else screen.Show(lag, TimeProvider.System.GetUtcNow());
            await Task.Delay(WatchInterval, TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<LagReply?> TryAskAsync(VerbContext verb, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(verb, cancellationToken);
        }
        catch (FailureException)
        {
            return null;
        }
    }

    private static Task<LagReply> AskAsync(VerbContext verb, CancellationToken cancellationToken) => Source.AskAsync(
        verb,
        service => service.GetAsync("/ops/lag", ReplyJson.Plain.LagReply, cancellationToken),
        docket => Task.FromResult(LagReply.Of(docket.Views.Operations, docket.Journal.Head)),
        cancellationToken);
}
