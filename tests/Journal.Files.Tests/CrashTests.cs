using System.Diagnostics;
using System.Globalization;
using Docket.Journal.Spec;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Journal.Files.Tests;

/// <summary>
/// Kills a real process under load, again and again on one directory, and holds the store to what it had told.
/// </summary>
public sealed class CrashTests
{
    private const int Kills = 50;
    private const int Writers = 32;

    [Fact]
    public async Task A_process_killed_at_any_moment_loses_nothing_it_acknowledged()
    {
        using var directory = new TemporaryDirectory();
        var chance = new Random(4711);
        var told = new List<Acknowledged>();
        for (var run = 0; run < Kills; run++)
        {
            told.AddRange(RunUntilKilled(directory.Path, run, acknowledgements: chance.Next(1, 600)));
            if (run % 10 == 9 || run == Kills - 1) await CheckAsync(directory.Path, told);
        }

        Assert.True(told.Count > Kills);
    }

    /// <summary>
    /// Kills the process when it has acknowledged so many appends; others are on their way at that moment.
    /// </summary>
    private static List<Acknowledged> RunUntilKilled(string directory, int run, int acknowledgements)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Docket.Journal.CrashWriter.dll"));
        start.ArgumentList.Add(directory);
        start.ArgumentList.Add(run.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(Writers.ToString(CultureInfo.InvariantCulture));
        using var writer = Process.Start(start)!;
        var told = new List<Acknowledged>();
        while (told.Count < acknowledgements && writer.StandardOutput.ReadLine() is { } line)
            told.Add(Acknowledged.Parse(line));
        writer.Kill();

        // What was still in the pipe was acknowledged too; only a last line without its end was not told in full.
        var rest = writer.StandardOutput.ReadToEnd().Split('\n');
        told.AddRange(rest[..^1].Select(Acknowledged.Parse));
        writer.WaitForExit();
        Assert.True(told.Count >= acknowledgements, "the writer ended by itself");
        return told;
    }

    private static async Task CheckAsync(string directory, List<Acknowledged> told)
    {
        await using var store = FileEventStore.Open(
            new FileStoreOptions { Directory = directory, SegmentBytesMax = 200_000 },
            Notes.Codec,
            TimeProvider.System,
            NullLogger.Instance);
        var journal = new List<RecordedEvent>();
        await foreach (var page in store.ReadAllAsync(Position.Start, EventFilter.All, CancellationToken.None))
            journal.AddRange(page.Events);

        Assert.Equal(Enumerable.Range(1, journal.Count), journal.Select(recorded => (int)recorded.Position.Value));
        foreach (var stream in journal.GroupBy(recorded => recorded.Stream))
            Assert.Equal(Enumerable.Range(1, stream.Count()), stream.Select(recorded => (int)recorded.Version.Value));
        CheckWholeAndOnce(journal);
        foreach (var append in told) await CheckToldAsync(store, journal, append);
    }

    private static void CheckWholeAndOnce(List<RecordedEvent> journal)
    {
        foreach (var append in journal.GroupBy(recorded => Notes.TextOf(recorded).Split('/')[0]))
        {
            var number = int.Parse(append.Key.Split('.')[2], CultureInfo.InvariantCulture);
            Assert.Equal(Enumerable.Range(0, 1 + number % 3).Select(part => $"{append.Key}/{part}"),
                append.Select(Notes.TextOf));
        }
    }

    private static async Task CheckToldAsync(FileEventStore store, List<RecordedEvent> journal, Acknowledged append)
    {
        for (var back = 0; back < append.Events; back++)
        {
            var recorded = journal[(int)append.Position - 1 - back];
            Assert.Equal($"{append.Name}/{append.Events - 1 - back}", Notes.TextOf(recorded));
            Assert.Equal((append.Stream, append.Version - back), (recorded.Stream.Id, recorded.Version.Value));
        }

        var entry = await store.FindCommandAsync(append.Name, CancellationToken.None);
        Assert.Equal((append.Version, append.Position), (entry!.Version.Value, entry.Position.Value));
    }

    private sealed record Acknowledged(string Name, string Stream, long Version, long Position, int Events)
    {
        public static Acknowledged Parse(string line)
        {
            var parts = line.Split(' ');
            return new Acknowledged(parts[0], parts[1], Number(parts[2]), Number(parts[3]), (int)Number(parts[4]));
        }

        private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }
}
