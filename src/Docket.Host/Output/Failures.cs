using System.CommandLine;
using System.CommandLine.Parsing;
using Docket.Application.Import;
using Docket.Journal.Copying;
using Docket.Journal.Files;
using Docket.Journal.Projections;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Host.Output;

/// <summary>Turns every way of failing into one line on standard error and an exit code.</summary>
internal static class Failures
{
    private const string ShowStack = "DOCKET_DEBUG";

    private const int LengthMax = 600;

    /// <summary>What was typed is no command.</summary>
    public static int Usage(ParseResult parsed)
    {
        // The last error is the nearest to what was typed: an unknown verb also means that none was given.
        Say(OneLine(parsed.Errors[^1].Message));
        Console.Error.WriteLine($"Try: {PathOf(parsed.CommandResult)} --help");
        return ExitCode.WrongUsage;
    }

    public static int Explain(Exception failure)
    {
        if (Environment.GetEnvironmentVariable(ShowStack) == "1") Console.Error.WriteLine(failure);
        switch (failure)
        {
            case OperationCanceledException:
                Say("stopped");
                return ExitCode.Stopped;
            case UsageException:
                Say(OneLine(failure.Message));
                return ExitCode.WrongUsage;
            case FailureException or ImportException or JournalInUseException or JournalUnavailableException
                or JournalCorruptException or JournalCopyException or EventDecodingException or NobodyAppliesException:
                Say(OneLine(failure.Message));
                return ExitCode.Failed;
            case IOException or UnauthorizedAccessException:
                Say(OneLine(failure.Message));
                return ExitCode.Failed;
            default:
                Say($"something is broken: {OneLine(failure.Message)} "
                    + $"({failure.GetType().Name}; {ShowStack}=1 shows where)");
                return ExitCode.Failed;
        }
    }

    private static string PathOf(SymbolResult result) => result.Parent is { } parent
        ? $"{PathOf(parent)} {((CommandResult)result).Command.Name}"
        : "docket";

    private static void Say(string line) => Console.Error.WriteLine("docket: " + line);

    /// <summary>Messages quote what files and options hold: whatever that is, it stays one line of text, and no
    /// terminal obeys it.</summary>
    private static string OneLine(string message)
    {
        var line = string.Concat(message.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? '\uFFFD' : c)).Trim();
        return line.Length > LengthMax ? line[..LengthMax] + " …" : line;
    }
}
