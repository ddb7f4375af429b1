using Docket.Api.Operations;
using Docket.Host.Output;
using Spectre.Console;

namespace Docket.Host.Commands.Lagging;

/// <summary>Draws how far views are; partitions only where one is behind.</summary>
internal static class LagTable
{
    public static void Draw(IAnsiConsole console, LagReply lag)
    {
        console.WriteLine($"The journal is at position {Figures.Count(lag.AsOfSeq)}.");
        var table = Figures.Table(
            ("view", false), ("state", false), ("position", true), ("behind", true), ("lag", true), ("p50", true),
            ("p99", true), ("parked", true));
        foreach (var view in lag.Views)
        {
            table.Row(
                view.Name, StateOf(view), Figures.Count(view.Watermark), Figures.Count(view.LagEvents),
                Figures.Seconds(LagOf(view)), Figures.Millis(view.VisibleP50Ms), Figures.Millis(view.VisibleP99Ms),
                Figures.Count(view.ParkedKeys));
            if (view.Partitions.Count < 2) continue;
            foreach (var partition in view.Partitions.Where(partition => partition.LagEvents > 0))
                table.Row(
                    $"  partition {partition.Partition}", "", Figures.Count(partition.Applied),
                    Figures.Count(partition.LagEvents), "", "", "", "");
        }

        console.Write(table);
    }

    /// <summary>The worse of the two: how far the newest event is ahead, and how long the oldest one waits.</summary>
    public static double LagOf(LagDocument view) => Math.Max(view.LagSeconds, view.WaitingSeconds);

    public static string StateOf(LagDocument view) => view.AlertSince is null ? view.State : view.State + ", ALERT";
}
