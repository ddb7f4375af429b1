using System.CommandLine;
using Docket.Host.Commands.Projections;

namespace Docket.Host.Commands;

/// <summary><c>docket projections list|rebuild|rollback|parked|retry|skip</c>.</summary>
internal static class ProjectionsCommand
{
    public static Command Create() =>
        new("projections", "List the views, rebuild one, and settle what a view could not apply")
    {
        ListCommand.Create(),
        RebuildCommand.Create(),
        RollBackCommand.Create(),
        ParkedCommand.Create(),
        ParkedActionCommand.Create("retry", "Apply a parked event again, and the ones that wait behind it",
            (views, id, token) => views.RetryAsync(id, token)),
        ParkedActionCommand.Create("skip", "Leave a parked event out of its view for good",
            (views, id, token) => views.SkipAsync(id, token)),
        GlobalOptions.Postgres,
    };

    public static Argument<string> View() => new("view")
    {
        Description = "The view's name, such as revenue",
        HelpName = "VIEW",
    };
}
