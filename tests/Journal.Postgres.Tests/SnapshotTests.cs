using System.Text;
using Docket.Journal.Postgres.Tests.Servers;
using Docket.Journal.Snapshots;
using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Tests;

public sealed class SnapshotTests(SharedServer shared)
{
    private static readonly StreamName Stream = new("note", "a");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_newest_snapshot_is_kept_and_an_older_one_does_not_replace_it()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();
        Assert.Null(await store.Snapshots.LoadAsync(Stream, Cancelled));

        foreach (var version in (int[])[100, 300, 200]) await store.Snapshots.SaveAsync(Of(version, schema: 1), Cancelled);

        var kept = await store.Snapshots.LoadAsync(Stream, Cancelled);
        Assert.Equal(300, kept!.Version.Value);
        Assert.Equal("""{"at": 300}""", Encoding.UTF8.GetString(kept.State.Span));
    }

    [Fact]
    public async Task A_snapshot_of_another_shape_at_the_same_version_replaces_it()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();

        await store.Snapshots.SaveAsync(Of(100, schema: 1), Cancelled);
        await store.Snapshots.SaveAsync(Of(100, schema: 2), Cancelled);

        Assert.Equal(2, (await store.Snapshots.LoadAsync(Stream, Cancelled))!.SchemaVersion);
    }

    private static Snapshot Of(int version, int schema) =>
        new(Stream, new StreamVersion(version), schema, Encoding.UTF8.GetBytes($$"""{"at": {{version}}}"""));
}
