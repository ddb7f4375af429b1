using System.Text;
using Docket.Journal.Files.Publishing;
using Docket.Journal.Outbox;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Tests.Publishing;

public sealed class FilePublisherTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_directory.Path, "partition-03.jsonl");

    [Fact]
    public async Task A_batch_is_a_line_an_event_and_one_for_the_watermark()
    {
        using var publisher = Open();
        await publisher.PublishAsync(Batch(1, "{\"a\": 1}", "{\n  \"b\": \"x\\ny\"\n}") with { Watermark = new Position(9) }, Cancelled);

        Assert.Equal(
            [
                Line(1, "{\"a\": 1}"),
                Line(1, "{\"b\":\"x\\ny\"}", number: 2),
                """{"watermark":9,"epoch":1}""",
            ],
            Lines());
    }

    [Fact]
    public async Task An_older_epoch_is_refused_and_writes_nothing()
    {
        using var former = Open();
        using var owner = Open();
        await former.PublishAsync(Batch(4, "{}"), Cancelled);
        await owner.TakeOverAsync(3, 5, Cancelled);

        await Assert.ThrowsAsync<StaleEpochException>(async () => await former.PublishAsync(Batch(4, "{}"), Cancelled));
        await Assert.ThrowsAsync<StaleEpochException>(async () => await former.TakeOverAsync(3, 4, Cancelled));
        await owner.PublishAsync(Batch(5, "{}"), Cancelled);

        Assert.Equal(2, Lines().Length);
    }

    [Fact]
    public async Task A_line_torn_at_any_byte_is_cut_by_the_next_owner_and_whole_lines_stay()
    {
        using (var first = Open()) await first.PublishAsync(Batch(1, "{}", "{}"), Cancelled);
        var whole = await System.IO.File.ReadAllBytesAsync(File, Cancelled);
        var second = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        for (var cut = second; cut < whole.Length; cut++)
        {
            await System.IO.File.WriteAllBytesAsync(File, whole[..cut], Cancelled);
            using (var next = Open()) await next.PublishAsync(Batch(cut, "{}"), Cancelled);
            Assert.Equal([.. Encoding.UTF8.GetString(whole[..(second - 1)]).Split('\n'), Line(cut)], Lines());
        }
    }

    [Fact]
    public async Task What_follows_a_hole_that_a_power_cut_left_is_cut()
    {
        using (var first = Open()) await first.PublishAsync(Batch(1, "{}"), Cancelled);
        await System.IO.File.AppendAllTextAsync(File, "{\"position\":2,\0\0\0\0\n{\"position\":3}\n", Cancelled);

        using var next = Open();
        await next.PublishAsync(Batch(2, "{}"), Cancelled);

        Assert.Equal([Line(1), Line(2)], Lines());
    }

    [Fact]
    public async Task A_damaged_epoch_is_told_and_nothing_is_published_past_it()
    {
        await System.IO.File.WriteAllTextAsync(Path.Combine(_directory.Path, "partition-03.epoch"), "seven", Cancelled);
        using var publisher = Open();

        await Assert.ThrowsAsync<InvalidDataException>(async () => await publisher.PublishAsync(Batch(9, "{}"), Cancelled));
    }

    public void Dispose() => _directory.Dispose();

    private static Guid Id(int number) => new($"00000000-0000-7000-8000-{number:000000000000}");

    private static string Line(long epoch, string payload = "{}", int number = 1) =>
        $"{{\"position\":{number},\"epoch\":{epoch},\"id\":\"{Id(number)}\",\"key\":\"k\",\"type\":\"t.v1\","
        + $"\"event\":{payload}}}";

    private static PublishBatch Batch(long epoch, params string[] payloads) => new(3, epoch,
    [
        .. payloads.Select((payload, i) => new OutgoingEvent(
            Id(i + 1), new Position(i + 1), "note", "k", "t.v1", Encoding.UTF8.GetBytes(payload))),
    ]);

    private string[] Lines() => System.IO.File.ReadAllText(File).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private FilePublisher Open() => new(new FilePublisherOptions { Directory = _directory.Path });
}
