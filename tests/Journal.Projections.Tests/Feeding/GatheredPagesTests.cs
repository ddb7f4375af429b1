using System.Runtime.CompilerServices;
using Docket.Journal.Projections.Feeding;
using Docket.Journal.Projections.Tests.Given;
using Docket.Journal.Store;

namespace Docket.Journal.Projections.Tests.Feeding;

/// <summary>Gathered pages hold the same events, and one of them is read ahead.</summary>
public sealed class GatheredPagesTests
{
    private int _read;
    private bool _isClosed;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_are_put_together_and_hold_every_event_once()
    {
        var gathered = new List<EventPage>();
        await foreach (var page in PagesAsync(7, Ends, Token).GatherAsync(5, Token)) gathered.Add(page);
        Assert.Equal([6L, 12, 18, 21], gathered.Select(page => page.Through.Value));
        Assert.Equal(
            Enumerable.Range(1, 21).Select(at => (long)at),
            gathered.SelectMany(page => page.Events).Select(recorded => recorded.Position.Value));
    }

    [Fact]
    public async Task One_gathered_page_is_read_ahead_and_no_more()
    {
        await using var pages = PagesAsync(100, Ends, Token).GatherAsync(5, Token).GetAsyncEnumerator(Token);
        Assert.True(await pages.MoveNextAsync());
        Assert.Equal(4, _read);
    }

    [Fact]
    public async Task What_a_source_fails_with_reaches_the_reader_after_what_came_before()
    {
        await using var pages = PagesAsync(3, Fails, Token).GatherAsync(5, Token).GetAsyncEnumerator(Token);
        Assert.True(await pages.MoveNextAsync());
        await Assert.ThrowsAsync<IOException>(async () => await pages.MoveNextAsync());
    }

    [Fact]
    public async Task A_reader_that_stops_early_ends_the_reading_ahead()
    {
        await using (var pages = PagesAsync(2, Hangs, Token).GatherAsync(5, Token).GetAsyncEnumerator(Token))
            Assert.True(await pages.MoveNextAsync());
        Assert.True(_isClosed);
    }

    private static Task Ends(CancellationToken _) => Task.CompletedTask;

    private static Task Fails(CancellationToken _) =>
        Task.FromException(new IOException("The source is gone."));

    private static Task Hangs(CancellationToken cancellationToken) =>
        new TaskCompletionSource().Task.WaitAsync(cancellationToken);

    /// <summary>Pages of three events, and then whatever the source does.</summary>
    private async IAsyncEnumerable<EventPage> PagesAsync(
        int pages, Func<CancellationToken, Task> then, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            for (var page = 0; page < pages; page++)
            {
                _read++;
                var first = (page * 3) + 1;
                yield return new EventPage([Event(first), Event(first + 1), Event(first + 2)], new Position(first + 2));
            }

            await then(cancellationToken);
        }
        finally
        {
            _isClosed = true;
        }
    }

    private static RecordedEvent Event(long position) => new(TallyJson.Codec(), new StoredEvent
    {
        Stream = new StreamName("tally", "a"),
        Version = new StreamVersion(position),
        Position = new Position(position),
        Type = "noise.v1",
        RecordedAt = DateTimeOffset.UnixEpoch,
        Data = "{}"u8.ToArray(),
        Metadata = default,
    });
}
