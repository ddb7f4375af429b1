using System.Globalization;
using Docket.Api.Sagas;
using Spectre.Console;

namespace Docket.Host.Output;

/// <summary>Draws a saga: how it stands, and a line for each thing that happened.</summary>
internal static class SagaTable
{
    public static void Draw(IAnsiConsole console, SagaReply saga)
    {
        foreach (var line in Lines(saga)) console.WriteLine(line);
    }

    public static IEnumerable<string> Lines(SagaReply saga)
    {
        yield return $"saga {saga.SagaId} ({saga.Process} v{saga.ProcessVersion}) is {saga.Status}";
        if (saga.WaitsForPerson is { } waits) yield return $"waits for a person: {waits}";
        foreach (var entry in saga.Log) yield return "  " + LineOf(entry);
    }

    private static string LineOf(SagaLogEntry entry)
    {
        var at = entry.At.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var step = entry.Step is null ? "" : entry.Kind == "compensation" ? $"undo {entry.Step}" : entry.Step;
        var number = entry.Try is { } attempt ? string.Create(CultureInfo.InvariantCulture, $"try {attempt}") : "";
        return $"{at}  {entry.Event.Replace('_', ' '),-20} {step,-16} {number,-6} {entry.Detail}".TrimEnd();
    }
}
