using Docket.Journal.Spec;
using Docket.Journal.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Docket.Journal.Files.Tests;

/// <summary>Several who want the same directory.</summary>
public sealed class SharingTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_second_writer_is_told_who_the_first_is()
    {
        await using var store = Open();
        store.Announce("http://127.0.0.1:8080");
        var refusal = Assert.Throws<JournalInUseException>(Open);
        Assert.Equal(Environment.ProcessId, refusal.Owner!.Pid);
        Assert.Contains($"process {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:8080", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(refusal.Owner, FileEventStore.OwnerOf(_directory.Path));
    }

    [Fact]
    public async Task Closing_lets_the_next_one_in()
    {
        var first = Open();
        await AppendAsync(first, "1");
        await first.DisposeAsync();
        Assert.Null(FileEventStore.OwnerOf(_directory.Path));
        await using var second = Open();
        await AppendAsync(second, "2");
        Assert.Equal(["1", "2"], await AllAsync(second));
    }

    [Fact]
    public async Task A_reader_calls_a_journal_without_a_whole_head_damaged_and_not_empty()
    {
        await using (var writer = Open()) await AppendAsync(writer, "0");
        var head = Path.Combine(_directory.Path, "head");
        var bytes = await File.ReadAllBytesAsync(head, Cancel);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(head, bytes, Cancel);

        Assert.Throws<JournalCorruptException>(() => FileEventStore.OpenReadOnly(_directory.Path, Notes.Codec));

        await using (Open())
        {
        }

        await using var reader = FileEventStore.OpenReadOnly(_directory.Path, Notes.Codec);
        Assert.Equal(["0"], await AllAsync(reader));
    }

    [Fact]
    public async Task A_reader_beside_the_writer_sees_what_is_durable_and_follows()
    {
        await using var writer = Open();
        await AppendAsync(writer, "0");
        await using var reader = FileEventStore.OpenReadOnly(_directory.Path, Notes.Codec);
        for (var i = 1; i <= 60; i++)
        {
            await AppendAsync(writer, $"{i}");
            Assert.Equal(new Position(i + 1), await reader.WaitForAppendAsync(new Position(i), Cancel));
            Assert.Equal(Enumerable.Range(0, i + 1).Select(n => $"{n}"), await AllAsync(reader));
        }

        var stream = new List<RecordedEvent>();
        await foreach (var recorded in reader.ReadStreamAsync(Notes.Stream("s"), StreamVersion.None, Cancel))
            stream.Add(recorded);
        Assert.Equal(61, stream.Count);
        Assert.True((await reader.VerifyAsync(Cancel)).IsClean);
    }

    [Fact]
    public async Task A_reader_writes_nothing()
    {
        await using (var writer = Open())
        {
            for (var i = 0; i < 30; i++) await AppendAsync(writer, $"{i}");
        }

        // A torn end and a missing index: a writer would cut the one and build the other.
        var newest = Directory.GetFiles(_directory.Path, "*.seg").Max()!;
        await using (var torn = new FileStream(newest, FileMode.Append))
            await torn.WriteAsync(new byte[] { 1, 2, 3 }, Cancel);
        File.Delete(Directory.GetFiles(_directory.Path, "*.idx").Min()!);
        var before = Contents();
        await using (var reader = FileEventStore.OpenReadOnly(_directory.Path, Notes.Codec))
        {
            Assert.True(reader.IsReadOnly);
            Assert.Equal(30, (await AllAsync(reader)).Count);
            await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(reader, "no"));
        }

        Assert.Equal(before, Contents());
    }

    [Fact]
    public void A_directory_without_a_journal_is_said_to_be_one()
    {
        var failure =
            Assert.Throws<DirectoryNotFoundException>(() => FileEventStore.OpenReadOnly(_directory.Path, Notes.Codec));
        Assert.Contains(_directory.Path, failure.Message, StringComparison.Ordinal);
    }

    private Dictionary<string, string> Contents() => Directory.GetFiles(_directory.Path)
        .ToDictionary(path => path, path => Convert.ToHexString(File.ReadAllBytes(path)), StringComparer.Ordinal);

    private FileEventStore Open() => FileEventStore.Open(
        new FileStoreOptions { Directory = _directory.Path, SegmentBytesMax = 1_500 },
        Notes.Codec,
        TimeProvider.System,
        NullLogger.Instance);

    private static async Task AppendAsync(FileEventStore store, string text) =>
        await store.AppendAsync(new AppendRequest(Notes.Stream("s"), ExpectedVersion.Any, Notes.All(text)), Cancel);

    private static async Task<List<string>> AllAsync(FileEventStore store)
    {
        var texts = new List<string>();
        await foreach (var page in store.ReadAllAsync(Position.Start, EventFilter.All, Cancel))
            texts.AddRange(page.Events.Select(Notes.TextOf));
        return texts;
    }
}
