using System.Text;
using Docket.Journal.Files.Snapshots;
using Docket.Journal.Files.Tests.Disk;
using Docket.Journal.Snapshots;
using Docket.Journal.Spec;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Tests;

public sealed class SnapshotStoreTests
{
    private const string FileName = "snapshots.log";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_latest_snapshot_of_each_stream_is_kept_also_after_reopening()
    {
        var disk = new SimulatedDisk();
        using (var store = new FileSnapshotStore(disk))
        {
            for (var i = 1; i <= 5; i++) await store.SaveAsync(Snapshot("a", i, $"a{i}"), Cancel);
            await store.SaveAsync(Snapshot("b", 1, "b1"), Cancel);
            await store.SaveAsync(Snapshot("a", 4, "older"), Cancel);
            await Check(store);
        }

        using var reopened = new FileSnapshotStore(disk.AfterKill());
        await Check(reopened);

        static async Task Check(FileSnapshotStore store)
        {
            var latest = await store.LoadAsync(Notes.Stream("a"), Cancel);
            Assert.Equal(
                (Notes.Stream("a"), new StreamVersion(5), 3), (latest!.Stream, latest.Version, latest.SchemaVersion));
            Assert.Equal("a5", Text(latest));
            Assert.Equal("b1", Text(await store.LoadAsync(Notes.Stream("b"), Cancel)));
            Assert.Null(await store.LoadAsync(Notes.Stream("c"), Cancel));
        }
    }

    [Fact]
    public async Task A_damaged_snapshot_counts_as_none()
    {
        var disk = new SimulatedDisk();
        using var store = new FileSnapshotStore(disk);
        await store.SaveAsync(Snapshot("a", 1, "state"), Cancel);
        disk.File(FileName).Content[^1] ^= 1;
        Assert.Null(await store.LoadAsync(Notes.Stream("a"), Cancel));
        using var reopened = new FileSnapshotStore(disk.AfterKill());
        Assert.Null(await reopened.LoadAsync(Notes.Stream("a"), Cancel));
        await reopened.SaveAsync(Snapshot("a", 2, "again"), Cancel);
        Assert.Equal("again", Text(await reopened.LoadAsync(Notes.Stream("a"), Cancel)));
    }

    [Fact]
    public async Task After_a_power_cut_what_is_there_is_right()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var disk = new SimulatedDisk();
            using var store = new FileSnapshotStore(disk);
            disk.FlushNames();
            for (var i = 1; i <= 40; i++) await store.SaveAsync(Snapshot($"{i % 4}", i, $"{i % 4}:{i}"), Cancel);
            using var reopened = new FileSnapshotStore(disk.AfterPowerCut(new Random(seed)));
            for (var id = 0; id < 4; id++)
            {
                if (await reopened.LoadAsync(Notes.Stream($"{id}"), Cancel) is { } left)
                    Assert.Equal($"{id}:{left.Version}", Text(left));
            }
        }
    }

    [Fact]
    public async Task Outdated_snapshots_do_not_pile_up()
    {
        using var directory = new TemporaryDirectory();
        var state = new string('x', 20_000);
        using (var store = FileSnapshotStore.Open(directory.Path))
        {
            for (var i = 1; i <= 400; i++) await store.SaveAsync(Snapshot($"{i % 7}", i, $"{state}{i}"), Cancel);
            await Check(store);
        }

        Assert.True(new FileInfo(Path.Combine(directory.Path, FileName)).Length < 2_000_000);
        using var reopened = FileSnapshotStore.Open(directory.Path);
        await Check(reopened);

        async Task Check(FileSnapshotStore store)
        {
            for (var i = 394; i <= 400; i++)
                Assert.Equal($"{state}{i}", Text(await store.LoadAsync(Notes.Stream($"{i % 7}"), Cancel)));
        }
    }

    private static Snapshot Snapshot(string id, long version, string state) =>
        new(Notes.Stream(id), new StreamVersion(version), SchemaVersion: 3, Encoding.UTF8.GetBytes(state));

    private static string Text(Snapshot? snapshot) => Encoding.UTF8.GetString(snapshot!.State.Span);
}
