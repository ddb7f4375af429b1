using System.Globalization;
using Docket.Journal.Files;
using Docket.Journal.Spec;
using Docket.Journal.Store;
using Docket.Kernel;
using Microsoft.Extensions.Logging.Abstractions;

// Appends under load until it is killed, and says each acknowledgement on standard output: name,
// stream, version, position and number of events. Half of the appends go to streams that all writers fight over.
var (directory, run, writers) = (args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
await using var store = FileEventStore.Open(
    new FileStoreOptions { Directory = directory, SegmentBytesMax = 200_000 },
    Notes.Codec,
    TimeProvider.System,
    NullLogger.Instance);
using var output = Console.OpenStandardOutput();
await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => WriteAsync(writer))));

async Task WriteAsync(int writer)
{
    for (var number = 0; ; number++)
    {
        var name = $"{run}.{writer}.{number}";
        var stream = Notes.Stream(number % 2 == 0 ? $"own-{writer}" : $"shared-{number % 5}");
        var texts = Enumerable.Range(0, 1 + number % 3).Select(part => Notes.Note($"{name}/{part}")).ToValueList();
        var request = new AppendRequest(stream, ExpectedVersion.Any, texts, Notes.Key(name));
        if (await store.TryAppendAsync(request, CancellationToken.None) is not AppendResult.Appended done)
            throw new InvalidOperationException($"{name} was not appended.");
        var line = $"{name} {stream.Id} {done.Version} {done.Position} {texts.Count}\n";

        // One write a line: what the parent reads was acknowledged, and a line cut by the kill has no end.
        output.Write(System.Text.Encoding.ASCII.GetBytes(line));
    }
}
