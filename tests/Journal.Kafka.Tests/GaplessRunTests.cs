using Docket.Journal.Kafka.JournalTopic;
using Docket.Journal.Store;
using FsCheck;
using FsCheck.Fluent;

namespace Docket.Journal.Kafka.Tests;

public sealed class GaplessRunTests
{
    private const int Last = 60;

    [Fact]
    public void It_goes_to_the_first_position_that_is_missing() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => FollowsAnyOrder(new Random(seed))).QuickCheckThrowOnFailure();

    [Fact]
    public void What_did_not_fit_waits_until_it_is_told()
    {
        var run = new GaplessRun(Position.Start, aheadMax: 2);
        foreach (var ahead in new[] { 3, 4, 5 }) run.Come(new Position(ahead));
        run.Come(new Position(1));
        run.Come(new Position(2));
        Assert.Equal(new Position(4), run.Through);

        run.ComeThrough(new Position(5));
        run.Come(new Position(6));
        Assert.Equal(new Position(6), run.Through);
    }

    private static bool FollowsAnyOrder(Random random)
    {
        var from = random.Next(3);
        var run = new GaplessRun(new Position(from), Last);
        var come = new HashSet<long>(Enumerable.Range(0, from + 1).Select(n => (long)n));
        foreach (var next in Enumerable.Range(1, Last).OrderBy(_ => random.Next()))
        {
            // Now and then all that is before is known to have come, and now and then one comes twice.
            if (random.Next(20) == 0) TellThrough(random.Next(Last / 4));
            for (var times = random.Next(1, 3); times > 0; times--) run.Come(new Position(next));
            come.Add(next);
            if (run.Through.Value != FirstMissing() - 1) return false;
        }

        return run.Through.Value == Last;

        void TellThrough(long position)
        {
            run.ComeThrough(new Position(position));
            for (var one = 1L; one <= position; one++) come.Add(one);
        }

        long FirstMissing()
        {
            var first = 0L;
            while (come.Contains(first)) first++;
            return first;
        }
    }
}
