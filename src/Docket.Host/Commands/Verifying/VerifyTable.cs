using Docket.Api.Operations;
using Docket.Host.Output;
using Spectre.Console;

namespace Docket.Host.Commands.Verifying;

/// <summary>Draws what was found.</summary>
internal static class VerifyTable
{
    private const int FieldsMax = 5;

    public static void Draw(IAnsiConsole console, VerifyReply reply)
    {
        // Not through the console: it would break a path or an offset that is to be copied.
        var output = console.Profile.Out.Writer;
        output.WriteLine(reply.Bytes == 0
            ? "journal: cannot be read"
            : $"journal: {Figures.Count(reply.Events)} events in {Figures.Count(reply.Streams)} streams, "
            + $"{Figures.Count(reply.Bytes)} bytes, up to position {Figures.Count(reply.Head)}");
        foreach (var problem in reply.Problems) output.WriteLine("  " + problem);
        var table = Figures.Table(("view", false), ("position", true), ("rows", true), ("parked", true),
            ("against the journal", false));
        foreach (var view in reply.Views)
            table.Row(
                view.Name, Figures.Count(view.Position), Figures.Count(view.Rows), Figures.Count(view.Parked),
                view.InWords(reply.Head));
        if (reply.Views.Count > 0) console.Write(table);
        else output.WriteLine("views: not compared, because the journal is damaged");
        foreach (var view in reply.Views) Draw(output, view);
        output.WriteLine(reply.Clean ? $"clean, in {Figures.Seconds(reply.Seconds)}" : "NOT clean");
    }

    private static void Draw(TextWriter output, VerifiedView view)
    {
        foreach (var found in view.Repair?.Found ?? []) output.WriteLine($"  {view.Name}: found {InWords(found)}");
        if (view.Repair is { Outcome: { } outcome }) output.WriteLine($"  {view.Name}: {outcome}");
        foreach (var difference in view.Differences) output.WriteLine($"  {view.Name}: {InWords(difference)}");
        if (view.DifferingCount > view.Differences.Count)
            output.WriteLine($"  {view.Name}: and {Figures.Count(view.DifferingCount - view.Differences.Count)} more");
    }

    private static string InWords(DifferenceDocument difference)
    {
        var fields = string.Join("; ", difference.Fields.Take(FieldsMax).Select(field =>
            $"{field.Field} is {field.Kept ?? "nothing"}, should be {field.Expected ?? "nothing"}"));
        var more = difference.Fields.Count > FieldsMax ? "; …" : "";
        var kind = difference.Kind == "shown_wrongly" ? "shown wrongly" : difference.Kind;
        return fields.Length == 0 ? $"{difference.Key} {kind}" : $"{difference.Key} {kind}: {fields}{more}";
    }
}
