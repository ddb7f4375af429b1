using Docket.Journal.Files.Format;
using Docket.Journal.Spec;
using Docket.Journal.Store;

namespace Docket.Journal.Files.Tests;

public sealed class VerifyTests : FaultTest
{
    [Fact]
    public async Task A_sound_journal_has_no_findings_and_is_counted()
    {
        var appends = await FillAsync();
        var store = Open(2_000);
        await store.AppendAsync(
            new AppendRequest(Notes.Stream("s0"), ExpectedVersion.Any, Notes.All("keyed"), Notes.Key("k")), Cancel);
        await store.AppendAsync(
            new AppendRequest(Notes.Stream("none"), ExpectedVersion.Any, [], Notes.Key("nothing")), Cancel);
        var report = await store.VerifyAsync(Cancel);
        Assert.Empty(report.Findings);
        Assert.Equal((appends + 1L, 5L, 2L), (report.Events, report.Streams, report.Commands));
        Assert.True(report.Segments > 3);
    }

    [Fact]
    public async Task Every_flipped_byte_is_found_and_named()
    {
        await FillAsync(appends: 14);
        var sound = Disk;
        foreach (var name in Disk.List().Where(name => name.EndsWith(".seg", StringComparison.Ordinal)).ToList())
        {
            for (var offset = 0; offset < sound.File(name).Length; offset += 13)
            {
                Disk = sound.AfterKill();
                await using var store = Open(2_000);
                Disk.File(name).Content[offset] ^= 0x20;
                var report = await store.VerifyAsync(Cancel);
                Assert.Contains(report.Findings, finding =>
                    finding.File.EndsWith(name, StringComparison.Ordinal) && finding.Offset <= offset);
            }
        }
    }

    [Fact]
    public async Task Two_damaged_places_are_two_findings()
    {
        var store = Open();
        for (var i = 0; i < 10; i++) await AppendAsync(store, "s", $"{i}");
        var file = Disk.File(Disk.NewestSegment());
        var end = (int)DurableHead.TryRead(Disk.File(DurableHead.FileName).Content)!.Value.Offset;
        var bytes = (end - SegmentHeader.Bytes) / 10;
        file.Content[SegmentHeader.Bytes + bytes * 2 + 60] ^= 1;
        file.Content[SegmentHeader.Bytes + bytes * 6 + 60] ^= 1;
        Assert.Equal(
            [SegmentHeader.Bytes + bytes * 2, SegmentHeader.Bytes + bytes * 6],
            (await store.VerifyAsync(Cancel)).Findings.Select(finding => (int)finding.Offset));
    }

    [Fact]
    public async Task A_damaged_index_is_found()
    {
        await FillAsync();
        var name = Disk.OldestIndex();
        for (var offset = Indexing.IndexLayout.HeaderBytes; offset < Disk.File(name).Length; offset += 97)
        {
            var sound = Disk;
            Disk = Disk.AfterKill();
            await using var store = Open(2_000);
            Disk.File(name).Content[offset] ^= 1;
            Assert.Contains((await store.VerifyAsync(Cancel)).Findings, finding =>
                finding.File.EndsWith(name, StringComparison.Ordinal));
            Disk = sound;
        }
    }

    [Fact]
    public async Task An_index_of_another_journal_is_found_though_it_is_whole()
    {
        await FillAsync();
        var name = Disk.OldestIndex();
        var first = Disk.File(name).Content.ToArray();
        Disk = new Disk.SimulatedDisk();
        await using (var other = Open(2_000))
        {
            for (var i = 0; i < 60; i++) await AppendAsync(other, $"s{(i + 1) % 5}", $"{i}");
        }

        Assert.Equal(first.Length, Disk.File(name).Length);
        first.CopyTo(Disk.File(name).Content);
        var report = await Open(2_000).VerifyAsync(Cancel);
        Assert.Contains(
            report.Findings, finding => finding.Problem.Contains("differs from its segment", StringComparison.Ordinal));
    }
}
