using Docket.Journal.Files.Format;
using Docket.Journal.Files.Indexing;
using Docket.Journal.Files.Tests.Disk;
using Docket.Journal.Store;
using FsCheck;
using FsCheck.Fluent;

namespace Docket.Journal.Files.Tests;

public sealed class IndexTests
{
    [Fact]
    public void An_index_file_answers_as_the_memory_index_it_was_made_from() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => AnswersAlike(new Random(seed))).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_streams_of_one_hash_are_told_apart_by_their_records()
    {
        var memory = new MemoryIndex();
        var additions = new IndexAdditions();
        foreach (var (version, offset) in new[] { (1, 100), (1, 200), (2, 300), (2, 400), (3, 500) })
            additions.Events.Add((7UL, new StreamVersion(version), offset));
        memory.Add(additions, 0);
        foreach (var index in new ISegmentIndex[] { memory, Sealed(memory) })
        {
            Assert.Equal(400, index.NewestOf(7, entry => entry.Offset is 200 or 400)!.Value.Offset);
            Assert.Equal(500, index.NewestOf(7, entry => entry.Offset is 100 or 300 or 500)!.Value.Offset);
            Assert.Null(index.NewestOf(7, _ => false));
            Assert.Equal([300L, 400L, 500L], Entries(index, 7, after: 1).Select(entry => entry.Offset).Order());
        }
    }

    [Fact]
    public void The_stored_hash_and_checksum_never_change()
    {
        Assert.Equal(0xE3069283u, Checksum.Of("123456789"u8));
        Assert.Equal(StableHash.OfStream(new StreamName("order", "8471")), StableHash.OfStream("order"u8, "8471"u8));
        Assert.Equal(ExpectedStreamHash, StableHash.OfStream(new StreamName("order", "8471")));
        Assert.Equal(ExpectedKeyHash, StableHash.OfKey("ключ"));
    }

    private const ulong ExpectedStreamHash = 12679120854442561298;
    private const ulong ExpectedKeyHash = 15475774075655115227;

    private static void AnswersAlike(Random chance)
    {
        var memory = new MemoryIndex();
        var (streams, events) = (chance.Next(1, 2_000), chance.Next(1, 3_000));
        var versions = new Dictionary<ulong, long>();
        for (var i = 0; i < events; i++)
        {
            var additions = new IndexAdditions();
            var hash = StableHash.Mix((ulong)chance.Next(streams));
            versions[hash] = versions.GetValueOrDefault(hash, 5) + 1;
            additions.Events.Add((hash, new StreamVersion(versions[hash]), i * 10));
            if (i % 3 == 0) additions.Keys.Add((hash, i * 10 + 5));
            memory.Add(additions, batchOffset: 32);
        }

        var file = Sealed(memory);
        Assert.Equal(memory.EventCount, file.EventCount);
        for (var i = 0; i < events; i += 7) Assert.Equal(memory.OffsetOf(i), file.OffsetOf(i));
        for (var i = 0; i < 200; i++)
        {
            var (hash, after) = (StableHash.Mix((ulong)chance.Next(streams * 2)), chance.Next(12));
            Assert.Equal(Entries(memory, hash, after), Entries(file, hash, after));
            Assert.Equal(memory.NewestOf(hash, _ => true), file.NewestOf(hash, _ => true));
            Assert.Equal(Keys(memory, hash).Order(), Keys(file, hash).Order());
        }
    }

    private static FileIndex Sealed(MemoryIndex memory)
    {
        var disk = new SimulatedDisk();
        IndexFileWriter.Write(disk, new Position(1), 1_000, 1, memory.Content());
        return FileIndex.TryOpen(disk, new Position(1))!;
    }

    private static List<StreamEntry> Entries(ISegmentIndex index, ulong hash, long after)
    {
        var entries = new List<StreamEntry>();
        index.AddEntriesOf(hash, new StreamVersion(after), entries);
        return entries;
    }

    private static List<long> Keys(ISegmentIndex index, ulong hash)
    {
        var offsets = new List<long>();
        index.AddLedgerEntriesOf(hash, offsets);
        return offsets;
    }
}
