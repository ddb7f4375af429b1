using Docket.Journal.Projections.Rows;
using Docket.Journal.Projections.Tests.Given;
using Docket.Journal.Store;
using Docket.Journal.Testing;

namespace Docket.Journal.Projections.Tests.Running;

public sealed class RunnerTests
{
    // A page so large is not waited for.
    private static readonly object[] Many = [.. Enumerable.Repeat(new Added(1), 1_000)];

    [Fact]
    public async Task A_view_catches_up_and_then_follows()
    {
        await using var house = new TallyHouse();
        await house.AppendAsync("a", new Added(1), new Added(2));
        await house.StartAsync();
        await house.LevelAsync();
        Assert.Equal(3, house.SumOf("a"));

        await house.AppendAsync("b", new Added(10), new Noise());
        await house.LevelAsync();
        Assert.Equal((3, 10, 13), (house.SumOf("a"), house.SumOf("b"), house.GrandTotal));
    }

    [Fact]
    public async Task What_is_still_being_written_shows_as_soon_as_it_is_without_further_news()
    {
        var storage = new BehindStorage();
        await using var house = await WritingAsync(storage);
        Assert.Equal(Position.Start, house.View.Watermark.Position);

        storage.End.SetResult();
        await house.LevelAsync();
        Assert.Equal(Many.Length, house.SumOf("a"));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_could_not_be_written_makes_the_view_stand_still_without_further_news()
    {
        var storage = new BehindStorage();
        await using var house = await WritingAsync(storage);

        storage.End.SetException(new ViewStorageException("The disk is full."));
        while (house.View.Lag.State(house.View.Watermark.Position, house.Store.Head) != "stalled") await Task.Yield();
        Assert.Equal(Position.Start, house.View.Watermark.Position);
    }

    [Fact]
    public async Task The_same_page_twice_changes_nothing()
    {
        await using var house = await TallyHouse.StartedAsync();
        await house.AppendAsync("a", new Added(1), new Added(2));
        await house.LevelAsync();
        var generation = house.View.Current;
        var (checkpoint, hash) = (generation.Checkpoint, generation.Hash);
        await foreach (var page in house.Store.ReadAllAsync(Position.Start, EventFilter.All, TallyHouse.Token))
            await generation.ApplyAsync(page.Events, page.Through, TallyHouse.Token);
        Assert.Equal((checkpoint, hash, 3), (generation.Checkpoint, generation.Hash, house.SumOf("a")));
        Assert.Equal(3, house.GrandTotal);
    }

    [Fact]
    public async Task A_restart_applies_only_what_is_new()
    {
        using var scratch = new ScratchDirectory();
        await using var first = await TallyHouse.StartedAsync(scratch.Storage());
        await first.AppendAsync("a", new Added(1), new Added(2));
        await first.AppendAsync("quiet", new Noise());
        await first.LevelAsync();
        await first.DisposeAsync();

        await using var second = new TallyHouse(scratch.Storage(), first.Journal);
        await second.AppendAsync("a", new Added(4));
        await second.StartAsync();
        await second.LevelAsync();
        Assert.Equal([4L], second.Projection.Applied);
        Assert.Equal((7, 7), (second.SumOf("a"), second.GrandTotal));
    }

    [Fact]
    public async Task A_view_of_an_older_schema_or_without_its_rows_is_made_again()
    {
        using var scratch = new ScratchDirectory();
        await using var first = await TallyHouse.StartedAsync(scratch.Storage());
        await first.AppendAsync("a", new Added(1));
        await first.LevelAsync();
        await first.DisposeAsync();

        await using var newer = new TallyHouse(scratch.Storage(), first.Journal, new TallyProjection { SchemaVersion = 2 });
        await newer.StartAsync();
        await newer.LevelAsync();
        Assert.Equal([1L], newer.Projection.Applied);
        await newer.DisposeAsync();

        Directory.Delete(Path.GetDirectoryName(scratch.Find("rows-1"))!, recursive: true);
        await using var gone = new TallyHouse(scratch.Storage(), first.Journal, new TallyProjection { SchemaVersion = 2 });
        await gone.StartAsync();
        await gone.LevelAsync();
        Assert.Equal(1, gone.SumOf("a"));
    }

    [Fact]
    public async Task A_view_that_knows_more_than_its_journal_is_made_again()
    {
        using var scratch = new ScratchDirectory();
        await using var first = await TallyHouse.StartedAsync(scratch.Storage());
        await first.AppendAsync("a", new Added(1), new Added(2));
        await first.LevelAsync();
        await first.DisposeAsync();

        await using var shorter = new TallyHouse(scratch.Storage());
        await shorter.AppendAsync("a", new Added(5));
        await shorter.StartAsync();
        await shorter.LevelAsync();
        Assert.Equal((5, 5), (shorter.SumOf("a"), shorter.GrandTotal));
    }

    [Fact]
    public async Task Storage_that_fails_stalls_the_view_and_parks_nothing()
    {
        var clock = new ManualClock();
        var storage = new FailingStorage();
        await using var house = new TallyHouse(storage, clock: clock);
        await house.StartAsync();
        await house.AppendAsync("a", new Added(1));
        await house.LevelAsync();

        storage.Fails = true;
        await house.AppendAsync("a", new Added(2));
        await storage.Failed.Task.WaitAsync(TallyHouse.Token);
        Assert.False(await house.View.Watermark.WaitForAsync(house.Store.Head, TimeSpan.Zero, TallyHouse.Token));

        storage.Fails = false;
        while (!await house.View.Watermark.WaitForAsync(house.Store.Head, TimeSpan.Zero, TallyHouse.Token))
        {
            // The runner may not be asleep yet when time moves, so it is moved until it was.
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Empty(house.View.Parking.Streams);
        Assert.Equal(3, house.SumOf("a"));
    }

    /// <summary>A house whose view's only page is on its way to the storage.</summary>
    private static async Task<TallyHouse> WritingAsync(BehindStorage storage)
    {
        var house = await TallyHouse.StartedAsync(storage);
        await house.AppendAsync("a", Many);
        await storage.Began.Task.WaitAsync(TallyHouse.Token);
        return house;
    }

    private sealed class FailingStorage : IViewStorage, IRowStore
    {
        private readonly InMemoryRowStore _rows = new();

        public bool Fails { get; set; }

        public TaskCompletionSource Failed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public RowStoreState State => _rows.State;

        public OpenedRows Open(string view, int schemaVersion) => new(this, null, null);

        public IRowStore? OpenToCheck(string view, int schemaVersion) => this;

        public IRowStore Create(string view, int schemaVersion) => new InMemoryRowStore();

        public void Serve(string view, IRowStore rows)
        {
        }

        public void Discard(IRowStore rows)
        {
        }

        public byte[]? Read(ReadOnlySpan<byte> key) => Fails ? throw Failure() : _rows.Read(key);

        public void Commit(RowBatch batch) => _rows.Commit(batch);

        public void Scan(RowVisitor visit) => _rows.Scan(visit);

        public void Dispose() => _rows.Dispose();

        private IOException Failure()
        {
            Failed.TrySetResult();
            return new IOException("The disk is gone.");
        }
    }
}
