using System.Globalization;
using Docket.Host.Output;
using Spectre.Console;

namespace Docket.Host.Bench;

/// <summary>Draws the figures of checkouts.</summary>
internal static class SagaTables
{
    public static void Draw(IAnsiConsole console, CheckoutFigures figures)
    {
        console.WriteLine(
            $"checkouts of six steps, durable, each with its order placed first, {figures.InFlight} under way; "
            + "payment, carrier and mail are simulated and answer at once");
        var table = Figures.Table(
            ("runtime", false), ("checkouts/s", true), ("p50", true), ("p99", true), ("taken back/s", true),
            ("taking back p50", true), ("p99", true));
        foreach (var run in figures.Runs)
            table.Row(
                run.Runtime, Figures.Count((long)run.CheckoutsPerSecond), Figures.Millis(run.P50Ms),
                Figures.Millis(run.P99Ms), Figures.Count((long)run.TakenBackPerSecond),
                Figures.Millis(run.TakeBackP50Ms), Figures.Millis(run.TakeBackP99Ms));
        console.Write(table);
    }

    public static void Draw(IAnsiConsole console, WaitingFigures figures)
    {
        console.WriteLine($"{Figures.Count(figures.Instances)} checkouts that wait for a participant's next try");
        var table = Figures.Table(
            ("runtime", false), ("bytes each", true), ("all", true), ("most while taken over", true),
            ("taken over in", true), ("events each", true));
        foreach (var run in figures.Runs)
            table.Row(
                run.Runtime, Number(run.BytesEach), Mebibytes(run.Bytes), Mebibytes(run.PeakBytes),
                Figures.Seconds(run.TakeOverSeconds), Number(run.EventsEach));
        console.Write(table);
    }

    private static string Number(double number) => number.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Mebibytes(long bytes) =>
        (bytes / 1048576.0).ToString("N0", CultureInfo.InvariantCulture) + " MiB";
}
