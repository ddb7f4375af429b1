using System.CommandLine;
using Docket.Api.Json;
using Docket.Api.Operations;
using Docket.Host.Client;
using Docket.Host.Output;
using Spectre.Console;

namespace Docket.Host.Commands.Projections;

/// <summary><c>docket projections list</c>.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var command = new Command("list", "List the views") { GlobalOptions.Url(), GlobalOptions.Key() };
        command.SetAction((parsed, cancellationToken) => RunAsync(VerbContext.Of(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext verb, CancellationToken cancellationToken)
    {
        var reply = await Source.AskAsync(
            verb,
            service => service.GetAsync("/ops/projections", ReplyJson.Plain.ProjectionsReply, cancellationToken),
            docket => Task.FromResult(ProjectionsReply.Of(docket.Views.Operations, docket.Journal.Head)),
            cancellationToken);
        verb.Terminal.Show(reply, ReplyJson.Plain.ProjectionsReply, Draw);
        return ExitCode.Done;
    }

    private static void Draw(IAnsiConsole console, ProjectionsReply reply)
    {
        var table = Figures.Table(
            ("view", false), ("state", false), ("position", true), ("rows", true), ("parked", true), ("hash", false));
        foreach (var view in reply.Projections)
            table.Row(
                view.Name, view.State, Figures.Count(view.Watermark), Figures.Count(view.Rows),
                Figures.Count(view.ParkedKeys),
                view.Hash);
        console.Write(table);
    }
}
