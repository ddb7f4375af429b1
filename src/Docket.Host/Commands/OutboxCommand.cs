using System.CommandLine;
using Docket.Host.Commands.Outbox;

namespace Docket.Host.Commands;

/// <summary><c>docket outbox stalled|skip|drop-slot</c>.</summary>
internal static class OutboxCommand
{
    public static Command Create() => new("outbox", "Look after what is published from PostgreSQL")
    {
        StalledCommand.Create(),
        SkipCommand.Create(),
        DropSlotCommand.Create(),
        GlobalOptions.Postgres,
    };
}
