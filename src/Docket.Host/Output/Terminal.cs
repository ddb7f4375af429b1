using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace Docket.Host.Output;

/// <summary>Where a verb writes: its result to standard output, as tables or as one JSON document; all else to
/// standard error.</summary>
internal sealed class Terminal
{
    private const int WidthOfPipes = 100;

    public Terminal(bool json)
    {
        IsJson = json;
        Result = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected) Result.Profile.Width = WidthOfPipes;
    }

    /// <summary>Whether standard output gets one JSON document and nothing else.</summary>
    public bool IsJson { get; }

    /// <summary>Standard output, for tables.</summary>
    public IAnsiConsole Result { get; }

    /// <summary>Standard error, for what goes on meanwhile. Made when it is first wanted.</summary>
    public static IAnsiConsole Progress() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    public static void Note(string line) => Console.Error.WriteLine(line);

    /// <summary>Writes the result: the document where JSON is wanted, else what the drawing makes of it.</summary>
    public void Show<T>(T result, JsonTypeInfo<T> type, Action<IAnsiConsole, T> draw)
    {
        if (IsJson) Console.Out.WriteLine(JsonSerializer.Serialize(result, type));
        else draw(Result, result);
    }
}
