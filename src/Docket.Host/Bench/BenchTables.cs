using System.Globalization;
using Docket.Host.Output;
using Spectre.Console;

namespace Docket.Host.Bench;

/// <summary>Draws the figures.</summary>
internal static class BenchTables
{
    public static void Draw(IAnsiConsole console, BenchReply reply)
    {
        console.WriteLine($"{reply.Processors} processors");
        if (reply.Append is { } append) Draw(console, append);
        if (reply.Replay is { } replay)
            Draw(console, replay);
        if (reply.Lag is { } lag)
            console.WriteLine(
                $"asked to visible at {Rate(lag.CommandsPerSecond)} commands/s: "
                + $"p50 {Millis(lag.P50Ms)}, p99 {Millis(lag.P99Ms)}");
        if (reply.Http is { } http)
            console.WriteLine(
                $"POST /orders, durable, {http.Connections} connections: {Rate(http.CommandsPerSecond)}/s, "
                + $"p50 {Millis(http.P50Ms)}, "
                + $"p99 {Millis(http.P99Ms)}, {http.Failures} failed");
        if (reply.Checkout is { } checkout) SagaTables.Draw(console, checkout);
        if (reply.Waiting is { } waiting) SagaTables.Draw(console, waiting);
    }

    private static void Draw(IAnsiConsole console, ReplayFigures replay)
    {
        console.WriteLine(
            $"replay: {Rate(replay.EventsPerSecond)} events/s read, checked and decoded on one core, "
            + $"{Share(replay.Share)} of decoding alone ({Rate(replay.RawDecodePerSecond)}/s)");
        console.WriteLine(
            $"replay: {Rate(replay.TwoCoresPerSecond)} events/s by two pages at a time "
            + $"({replay.TwoCoresTimes.ToString("0.0", CultureInfo.InvariantCulture)} x one core); "
            + $"{Rate(replay.ThreeOfEightPerSecond)} events/s passed by a reader of three types of eight");
    }

    private static void Draw(IAnsiConsole console, AppendFigures append)
    {
        console.WriteLine(
            $"durable appends of one event of {append.EventBytes} bytes; "
            + $"reference: {Rate(append.ReferencePerSecond)}/s by one write and one flush each");
        console.WriteLine(
            $"1 MiB writes, each flushed, carry {Rate(append.SequentialPerSecond)} such events/s "
            + $"({append.StoredBytes.ToString("0", CultureInfo.InvariantCulture)} bytes each as stored)");
        var table = Figures.Table(("writers", true), ("events/s", true), ("p50", true), ("p99", true),
            ("x reference", true));
        foreach (var run in append.Runs)
            table.Row(
                Figures.Count(run.Writers), Rate(run.EventsPerSecond), Millis(run.P50Ms), Millis(run.P99Ms),
                run.TimesReference.ToString("0.0", CultureInfo.InvariantCulture));
        console.Write(table);
    }

    private static string Rate(double perSecond) => Figures.Count((long)perSecond);

    private static string Millis(double millis) => millis.ToString("0.00", CultureInfo.InvariantCulture) + " ms";

    private static string Share(double share) => share.ToString("0%", CultureInfo.InvariantCulture);
}
