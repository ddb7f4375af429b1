using System.CommandLine;
using Docket.Host.Commands.Sagas;

namespace Docket.Host.Commands;

/// <summary><c>docket sagas list|show|graph|resume|skip|compensate</c>.</summary>
internal static class SagasCommand
{
    public static Command Create() => new(
        "sagas", "List sagas, show one, draw a process, and decide for one that waits for a person")
    {
        ListSagasCommand.Create(),
        ShowSagaCommand.Create(),
        GraphSagaCommand.Create(),
        DecideSagaCommand.Create(
            "resume", "Ask the step again, with the same key", Journal.Processes.Deciding.PersonsChoice.Resume),
        DecideSagaCommand.Create(
            "skip", "Go on without the step: somebody saw to it by hand", Journal.Processes.Deciding.PersonsChoice.Skip),
        DecideSagaCommand.Create(
            "compensate", "Undo what was done, the step in doubt too", Journal.Processes.Deciding.PersonsChoice.Compensate),
        GlobalOptions.Postgres,
    };

    public static Argument<string> Id() => new("id")
    {
        Description = "The saga, as `sagas list` names it",
        HelpName = "ID",
    };
}
