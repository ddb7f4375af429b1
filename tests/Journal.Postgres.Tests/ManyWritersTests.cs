using Docket.Journal.Postgres.Tests.Histories;
using Docket.Journal.Postgres.Tests.Outbox;
using Docket.Journal.Postgres.Tests.Servers;
using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Tests;

/// <summary>Several stores, as several processes have them, on one database.</summary>
public sealed class ManyWritersTests(SharedServer shared)
{
    private const int Writers = 64;
    private const int Appends = 40;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sixty_four_writers_over_two_stores_leave_one_dense_history_that_every_reader_sees_whole()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var house = new RelayHouse(journal);
        await using var relay = await house.StartAsync();
        await RunAsync(house, Writers, Appends);
        await house.MarkedAllAsync();

        Assert.Equal(Writers * Appends * 2, (await journal.ReadAsync()).Count);
        await house.AssertWholeAsync();
    }

    [Fact]
    public async Task Of_writers_with_the_same_expected_version_in_two_stores_one_wins()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();
        await using var other = await journal.OpenAsync();

        for (var version = 0; version < 20; version++)
        {
            var expected = ExpectedVersion.Exactly(new StreamVersion(version));
            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer =>
                (writer % 2 == 0 ? store : other)
                    .TryAppendAsync(Note.Append("one", expected, null, new Note($"{writer}")), Cancelled).AsTask()));
            Assert.Single(answers, answer => answer is AppendResult.Appended);
            Assert.Equal(15, answers.Count(answer => answer is AppendResult.Conflict));
        }
    }

    /// <summary>
    /// The bug that this design is there to exclude, planted: then the checker must say so, or it checks nothing.
    /// </summary>
    [Fact]
    public async Task Positions_assigned_outside_the_lock_are_found_by_the_checker()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await journal.ExecuteAsync("create sequence docket.planted");
        await PlantAsync(journal, "0002_append", "docket.append", "cardinality(streams)");
        await PlantAsync(journal, "0008_append_one", "docket.append_one", "1");
        await using var house = new RelayHouse(journal);

        await RunAsync(house, writers: 16, appends: 12);

        var faults = HistoryChecker.Faults(house.History, await house.FoundAsync());
        Assert.Contains(faults, fault => fault.StartsWith("P3", StringComparison.Ordinal));
    }

    private static Task PlantAsync(TestJournal journal, string migration, string function, string appends) =>
        journal.PlantAsync(
            migration, function,
            ("perform pg_advisory_xact_lock('pg_class'::regclass::oid::int, 'docket.events'::regclass::oid::int);",
             "head := 0;"),
            ("head := coalesce(head, 0);",
             $"""
             head := nextval('docket.planted') * 2 - 2;
             perform setval('docket.planted', head / 2 + {appends});
             perform pg_sleep(random() * 0.05);
             """));

    private static async Task RunAsync(RelayHouse house, int writers, int appends)
    {
        await using var store = await house.Journal.OpenAsync(house.Journal.Overlapping());
        await using var other = await house.Journal.OpenAsync();
        var history = house.History;
        Position? end = null;
        var reading = Task.WhenAll(
            Broken(history.ReadUntilAsync(store, () => end, Cancelled)),
            Broken(history.ReadUntilAsync(other, () => end, Cancelled)));
        await Crowd.WriteAsync(history, [store, other], writers, appends, Cancelled);
        end = (await house.Journal.ReadAsync())[^1].Position;
        await reading;

        // A reader that meets a hole says so and stops; the checker finds that it has not seen everything.
        async Task Broken(Task read)
        {
            try
            {
                await read;
            }
            catch (JournalCorruptException)
            {
                history.Readers.Add([0]);
            }
        }
    }
}
