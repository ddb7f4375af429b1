using Docket.Journal.Store;
using Xunit;

namespace Docket.Journal.Spec;

public abstract partial class EventStoreSpec
{
    [Fact]
    public async Task An_unknown_stream_and_an_empty_journal_yield_nothing()
    {
        Assert.Empty(await StreamAsync(Notes.Stream("s")));
        Assert.Empty(await PagesAsync());
        Assert.Empty(await Store.ReadBackwardsAsync(new Position(100), 10, Cancel));
        Assert.Equal(Position.Start, Store.Head);
    }

    [Fact]
    public async Task A_stream_is_read_after_a_version()
    {
        for (var i = 1; i <= 30; i++)
        {
            await AppendAsync(Notes.Stream("s"), $"{i}");
            await AppendAsync(Notes.Stream("t"), "between");
        }

        for (var after = 0; after <= 31; after++)
        {
            Assert.Equal(
                Enumerable.Range(1, 30).Skip(after).Select(i => $"{i}"),
                (await StreamAsync(Notes.Stream("s"), after)).Select(Notes.TextOf));
        }
    }

    [Fact]
    public async Task The_journal_is_read_after_any_position()
    {
        for (var i = 1; i <= 40; i++) await AppendAsync(Notes.Stream($"s{i % 3}"), $"{i}");
        await ReopenAsync();
        for (var i = 41; i <= 60; i++) await AppendAsync(Notes.Stream($"s{i % 3}"), $"{i}");
        for (var after = 0; after <= 61; after++)
        {
            var pages = await PagesAsync(after);
            Assert.Equal(
                Enumerable.Range(1, 60).Skip(after).Select(i => $"{i}"),
                pages.SelectMany(page => page.Events).Select(Notes.TextOf));
            if (after < 60) Assert.Equal(new Position(60), pages[^1].Through);
            else Assert.Empty(pages);
        }
    }

    [Fact]
    public async Task A_filter_leaves_events_out_and_still_says_how_far_it_has_seen()
    {
        for (var i = 1; i <= 25; i++)
        {
            await AppendAsync(Notes.Stream("s"), "noise", "noise", "noise");
            await TryAppendAsync(Notes.Stream("c"), ExpectedVersion.Any, [Notes.Event(new Counted(i))]);
        }

        await AppendAsync(Notes.Stream("s"), "noise at the end");
        await ReopenAsync();
        await AppendAsync(Notes.Stream("s"), "more noise");
        var pages = await PagesAsync(filter: EventFilter.OfTypes([Notes.CountedType]));
        Assert.Equal(Enumerable.Range(1, 25),
            pages.SelectMany(page => page.Events).Select(recorded => ((Counted)recorded.Payload).Number));
        Assert.Equal(new Position(102), pages[^1].Through);
        Assert.True(pages.Zip(pages.Skip(1)).All(pair => pair.First.Through < pair.Second.Through));
        Assert.All(pages, page => Assert.All(page.Events, recorded => Assert.True(recorded.Position <= page.Through)));
    }

    [Fact]
    public async Task A_page_backwards_is_the_newest_first()
    {
        for (var i = 1; i <= 50; i++) await AppendAsync(Notes.Stream($"s{i % 3}"), $"{i}");
        await ReopenAsync();
        for (var i = 51; i <= 60; i++) await AppendAsync(Notes.Stream($"s{i % 3}"), $"{i}");
        await Check(before: 1_000, count: 15, Enumerable.Range(46, 15));
        await Check(before: 61, count: 1, [60]);
        await Check(before: 56, count: 10, Enumerable.Range(46, 10));
        await Check(before: 5, count: 10, [1, 2, 3, 4]);
        await Check(before: 1, count: 10, []);

        async Task Check(long before, int count, IEnumerable<int> expected)
        {
            var page = await Store.ReadBackwardsAsync(new Position(before), count, Cancel);
            Assert.Equal(expected.Reverse().Select(i => $"{i}"), page.Select(Notes.TextOf));
        }
    }

    [Fact]
    public async Task A_reader_catches_up_and_then_wakes_for_each_append()
    {
        await AppendAsync(Notes.Stream("s"), "1", "2");
        var seen = new List<string>();
        var reader = Task.Run(async () =>
        {
            var at = Position.Start;
            while (seen.Count < 200)
            {
                await Store.WaitForAppendAsync(at, Cancel);
                await foreach (var page in Store.ReadAllAsync(at, EventFilter.All, Cancel))
                {
                    seen.AddRange(page.Events.Select(Notes.TextOf));
                    at = page.Through;
                }
            }
        }, Cancel);
        for (var i = 3; i <= 200; i++) await AppendAsync(Notes.Stream("s"), $"{i}");
        await reader;
        Assert.Equal(Enumerable.Range(1, 200).Select(i => $"{i}"), seen);
    }

    [Fact]
    public async Task Waiting_returns_at_once_for_what_is_there_and_can_be_given_up()
    {
        var head = (await AppendAsync(Notes.Stream("s"), "1")).Position;
        Assert.Equal(head, await Store.WaitForAppendAsync(Position.Start, Cancel));
        using var given = new CancellationTokenSource();
        var waiting = Store.WaitForAppendAsync(head, given.Token).AsTask();
        Assert.False(waiting.IsCompleted);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_writer_reads_its_own_append_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 1; i <= 100; i++)
            {
                var done = await AppendAsync(Notes.Stream($"{writer}"), $"{i}");
                Assert.True(Store.Head >= done.Position);
                Assert.Equal($"{i}", Notes.TextOf(Assert.Single(await StreamAsync(Notes.Stream($"{writer}"), i - 1))));
            }
        }, Cancel)));
    }
}
