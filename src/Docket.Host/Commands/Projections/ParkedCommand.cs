using System.CommandLine;
using Docket.Api.Json;
using Docket.Api.Operations;
using Docket.Host.Client;
using Docket.Host.Output;
using Spectre.Console;

namespace Docket.Host.Commands.Projections;

/// <summary><c>docket projections parked</c>.</summary>
internal static class ParkedCommand
{
    public static Command Create()
    {
        var command = new Command("parked", "List the events that a view could not apply") { GlobalOptions.Url(),
            GlobalOptions.Key() };
        command.SetAction((parsed, cancellationToken) => RunAsync(VerbContext.Of(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, CancellationToken cancellationToken)
    {
        var reply = await Source.AskAsync(
            verb,
            service => service.GetAsync("/ops/parked", ReplyJson.Plain.ParkedReply, cancellationToken),
            docket => Task.FromResult(ParkedReply.Of(docket.Views.Operations, docket.Journal.Head)),
            cancellationToken);
        verb.Terminal.Show(reply, ReplyJson.Plain.ParkedReply, Draw);
        return ExitCode.Done;
    }

    private static void Draw(IAnsiConsole console, ParkedReply reply)
    {
        if (reply.Parked.Count == 0)
        {
            console.WriteLine("Nothing is parked.");
            return;
        }

        var table = Figures.Table(("id", false), ("stream", false), ("since", false), ("waiting", true),
            ("error", false));
        foreach (var parked in reply.Parked)
            table.Row(parked.Id, parked.Stream, Figures.ShortTime(parked.Since), Figures.Count(parked.Waiting),
                parked.Error);
        console.Write(table);
    }
}
