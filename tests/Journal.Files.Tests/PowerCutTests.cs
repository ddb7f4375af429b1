using Docket.Journal.Files.Tests.Disk;
using Docket.Journal.Spec;
using Docket.Journal.Store;
using Docket.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace Docket.Journal.Files.Tests;

/// <summary>
/// The power fails between any two operations of the disk, and any part of what was not flushed is lost.
/// </summary>
public sealed class PowerCutTests : FaultTest
{
    private const int Rounds = 4;
    private const int AppendsMax = 40;

    [Fact]
    public void Whenever_the_power_fails_every_acknowledged_append_is_there_and_none_is_there_in_part() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<int>(),
                seed => Task.Run(() => LiveAndDieAsync(new Random(seed))).GetAwaiter().GetResult())
            .QuickCheckThrowOnFailure();

    private async Task LiveAndDieAsync(Random chance)
    {
        Disk = new SimulatedDisk();
        var segmentBytesMax = chance.Next(1_000, 6_000);
        var survived = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            var store = Open(segmentBytesMax);
            Assert.Equal(survived, await AllAsync(store));
            var (cut, promised) = await LiveUntilCutAsync(store, round, chance);
            var lived = await AllAsync(store);

            Disk = cut;
            var reopened = Open(segmentBytesMax);
            survived = await AllAsync(reopened);
            Assert.True(
                survived.Count >= promised, $"{promised} events were acknowledged and {survived.Count} are there");
            Assert.Equal(lived.Take(survived.Count), survived);
            Assert.All(lived.Skip(survived.Count).Take(1), lost => Assert.True(IsFirstOfAppend(lost)));
            foreach (var text in survived.Where(IsFirstOfAppend))
                Assert.NotNull(await reopened.FindCommandAsync(KeyOf(text), Cancel));
            foreach (var text in lived.Except(survived))
                Assert.Null(await reopened.FindCommandAsync(KeyOf(text), Cancel));
            Disk = Disk.AfterKill();
        }
    }

    /// <summary>Appends until all are done; meanwhile, at one moment, takes what a power cut would leave.</summary>
    private async Task<(SimulatedDisk Cut, long Promised)> LiveUntilCutAsync(
        FileEventStore store, int round, Random chance)
    {
        var (disk, moment, cutSeed) = (Disk, chance.Next(1, AppendsMax), chance.Next());
        (SimulatedDisk Cut, long Promised)? taken = null;
        disk.HeadWritesAreLost = chance.Next(3) == 0;
        disk.BeforeSegmentOperation = () =>
        {
            // Everything up to the head was acknowledged, or may have been.
            if (--moment == 0) taken = (disk.AfterPowerCut(new Random(cutSeed)), store.Head.Value);
        };
        var appends = Enumerable.Range(0, chance.Next(1, AppendsMax)).Select(i => Request(round, i, chance)).ToList();
        var together = chance.Next(1, 8);
        foreach (var some in appends.Chunk(together))
            await Task.WhenAll(some.Select(async request => await store.TryAppendAsync(request, Cancel)));
        disk.BeforeSegmentOperation = null;
        return taken ?? (disk.AfterPowerCut(new Random(cutSeed)), store.Head.Value);
    }

    private static AppendRequest Request(int round, int number, Random chance)
    {
        var texts = Enumerable.Range(0, chance.Next(1, 5)).Select(
            part => $"{round}/{number}/{part}/{new string('x', chance.Next(800))}");
        return new AppendRequest(
            Notes.Stream($"{chance.Next(6)}"),
            ExpectedVersion.Any,
            texts.Select(text => Notes.Note(text)).ToValueList(),
            Notes.Key($"{round}/{number}"));
    }

    private static bool IsFirstOfAppend(string text) => text.Split('/')[2] == "0";

    private static string KeyOf(string text) => string.Join('/', text.Split('/').Take(2));
}
