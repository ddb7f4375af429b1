using System.CommandLine;
using System.CommandLine.Parsing;
using Docket.Host.Composition;
using Docket.Host.Composition.Stores;
using Docket.Host.Output;

namespace Docket.Host.Commands;

/// <summary>What every verb works with.</summary>
/// <param name="Data">The data directory.</param>
/// <param name="Place">Where the journal lies: in that directory, or in PostgreSQL.</param>
/// <param name="Terminal">Where it writes.</param>
/// <param name="Url">The service to ask, where one was named.</param>
/// <param name="Key">The key to show it.</param>
internal sealed record VerbContext(
    DataDirectory Data, JournalPlace Place, Terminal Terminal, string? Url, string? Key)
{
    public static VerbContext Of(ParseResult parsed) => OfLocal(parsed) with
    {
        Url = parsed.GetValue<string?>("--url"),
        Key = parsed.GetValue<string?>("--key"),
    };

    /// <summary>For verbs that never ask a service.</summary>
    public static VerbContext OfLocal(ParseResult parsed)
    {
        var data = DataDirectory.Of(parsed.GetValue(GlobalOptions.Data)!);
        return new VerbContext(
            data, JournalPlace.Of(data, Postgres(parsed), Views(parsed)),
            new Terminal(parsed.GetValue(GlobalOptions.Json)), null, null);
    }

    /// <summary>Where each view is kept, and fed from.</summary>
    public static ViewChoice Views(ParseResult parsed) => ViewChoice.Of(name => name switch
    {
        "views" => parsed.GetValue(GlobalOptions.Views),
        "feed" => parsed.GetValue(GlobalOptions.Feed),
        "redis" => parsed.GetValue(GlobalOptions.Redis) ?? Settings.Find(name),
        _ => Settings.Find(name),
    });

    /// <summary>What was typed, else what the environment says, for verbs that open the journal.</summary>
    private static string? Postgres(ParseResult parsed) =>
        parsed.GetValue(GlobalOptions.Postgres)
        ?? (OpensJournal(parsed.CommandResult) ? Settings.Find("postgres") : null);

    private static bool OpensJournal(CommandResult command) =>
        command.Command.Options.Contains(GlobalOptions.Postgres)
        || (command.Parent is CommandResult parent && OpensJournal(parent));
}
