using System.CommandLine;
using Docket.Api.Json;
using Docket.Api.Operations;
using Docket.Host.Client;
using Docket.Host.Output;
using Docket.ReadModels.Operations;

namespace Docket.Host.Commands.Projections;

/// <summary><c>docket projections retry|skip ID</c>.</summary>
internal static class ParkedActionCommand
{
    public static Command Create(
        string verb, string description, Func<IViewOperations, string, CancellationToken, ValueTask<bool>> act)
    {
        var id = new Argument<string>("id")
        {
            Description = "The parked event, as `projections parked` names it",
            HelpName = "ID",
        };
        var command = new Command(verb, description) { id, GlobalOptions.Url(), GlobalOptions.Key() };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (context, parked) = (VerbContext.Of(parsed), parsed.GetValue(id)!);
            var reply = await Source.AskAsync(
                context,
                service => service.PostAsync(
                    $"/ops/parked/{Uri.EscapeDataString(parked)}/{verb}", ReplyJson.Plain.ParkedActionReply,
                    cancellationToken),
                async docket => await act(docket.Views.Operations, parked, cancellationToken)
                    ? ParkedActionReply.Of(parked, docket.Views.Operations)
                    : throw new FailureException(
                        $"Nothing is parked under '{parked}'. `docket projections parked` lists all there is."),
                cancellationToken);
            context.Terminal.Show(reply, ReplyJson.Plain.ParkedActionReply,
                (console, shown) => console.Profile.Out.Writer.WriteLine(
                shown.StillParked ? $"{shown.Id} failed again and stays parked" : $"{shown.Id} is settled"));
            return reply.StillParked ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }
}
