using System.Collections.Concurrent;
using Docket.Journal.Store;
using Xunit;

namespace Docket.Journal.Spec;

public abstract partial class EventStoreSpec
{
    private const int Writers = 64;

    [Fact]
    public async Task Sixty_four_writers_on_one_stream_leave_no_gap_and_no_double()
    {
        var acknowledged = new ConcurrentBag<(long Version, string Text)>();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var believed = 0L;
            for (var done = 0; done < 20;)
            {
                var expected = ExpectedVersion.Exactly(new StreamVersion(believed));
                var text = $"{writer}:{done}";
                switch (await TryAppendAsync(Notes.Stream("one"), expected, Notes.All(text)))
                {
                    case AppendResult.Appended appended:
                        acknowledged.Add((appended.Version.Value, text));
                        believed = appended.Version.Value;
                        done++;
                        break;
                    case AppendResult.Conflict conflict:
                        believed = conflict.Actual.Value;
                        break;
                }
            }
        }, Cancel)));

        var stream = await StreamAsync(Notes.Stream("one"));
        AssertDense(await AllAsync());
        Assert.Equal(Writers * 20, stream.Count);
        Assert.Equal(
            acknowledged.Order(), stream.Select(recorded => (recorded.Version.Value, Notes.TextOf(recorded))).Order());
    }

    [Fact]
    public async Task Sixty_four_writers_on_ten_thousand_streams_get_dense_positions_in_order()
    {
        var acknowledged = new ConcurrentBag<(long Position, string Stream, long Version)>();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = writer; i < 20_000; i += Writers)
            {
                var stream = Notes.Stream($"{i % 10_000}");
                var done = await AppendAsync(stream, $"{i}");
                acknowledged.Add((done.Position.Value, stream.Id, done.Version.Value));
            }
        }, Cancel)));

        var journal = await AllAsync();
        AssertDense(journal);
        Assert.Equal(20_000, journal.Count);
        Assert.Equal(
            acknowledged.Order(),
            journal.Select(recorded => (recorded.Position.Value, recorded.Stream.Id, recorded.Version.Value)));
        Assert.Equal(Store.Head, journal[^1].Position);
    }

    [Fact]
    public async Task A_reader_beside_the_writers_never_sees_a_gap()
    {
        const int total = 4_000;
        var reading = Task.Run(async () =>
        {
            var at = Position.Start;
            while (at.Value < total)
            {
                await Store.WaitForAppendAsync(at, Cancel);
                await foreach (var page in Store.ReadAllAsync(at, EventFilter.All, Cancel))
                {
                    foreach (var recorded in page.Events)
                    {
                        Assert.Equal(at.Next, recorded.Position);
                        at = recorded.Position;
                    }
                }
            }
        }, Cancel);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < total / 16; i++) await AppendAsync(Notes.Stream($"{writer}"), $"{i}");
        }, Cancel)));
        await reading;
    }
}
