using System.CommandLine;

namespace Docket.Host.Commands;

/// <summary>Every verb there is.</summary>
internal static class CommandLine
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Docket: an event-sourced order platform on one machine.");
        root.Options.Add(GlobalOptions.Data);
        root.Options.Add(GlobalOptions.Json);
        root.Options.Add(GlobalOptions.Views);
        root.Options.Add(GlobalOptions.Feed);
        root.Options.Add(GlobalOptions.Redis);
        root.Subcommands.Add(ServeCommand.Create());
        root.Subcommands.Add(ParticipantsCommand.Create());
        root.Subcommands.Add(DemoCommand.Create());
        root.Subcommands.Add(ImportCommand.Create());
        root.Subcommands.Add(HistoryCommand.Create());
        root.Subcommands.Add(StateCommand.Create());
        root.Subcommands.Add(ReportCommand.Create());
        root.Subcommands.Add(LagCommand.Create());
        root.Subcommands.Add(ProjectionsCommand.Create());
        root.Subcommands.Add(SagasCommand.Create());
        root.Subcommands.Add(VerifyCommand.Create());
        root.Subcommands.Add(CopyCommand.Create());
        root.Subcommands.Add(DbCommand.Create());
        root.Subcommands.Add(OutboxCommand.Create());
        root.Subcommands.Add(DoctorCommand.Create());
        root.Subcommands.Add(KeysCommand.Create());
        root.Subcommands.Add(BenchCommand.Create());
        return root;
    }
}
