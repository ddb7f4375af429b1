using Docket.Journal.Postgres.Tests.Servers;
using Docket.Journal.Store;

namespace Docket.Journal.Postgres.Tests;

/// <summary>
/// An append alone is settled by one function, a batch by another, and that in two ways. Who asks cannot tell which it
/// was.
/// </summary>
public sealed class AppendWaysTests(SharedServer shared)
{
    private static readonly object[] One = [new Note("1")];
    private static readonly object[] Three = [new Note("1"), new StruckNote(2), new Note("3")];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static ExpectedVersion At(long version) => ExpectedVersion.Exactly(new StreamVersion(version));

    /// <summary>In none of these does anything conflict.</summary>
    private static AppendRequest[] Plain() =>
    [
        Note.Told(Note.Append("old", At(2), null, Three)),
        Note.Append("older", ExpectedVersion.Any, "key-1", One),
        Note.Told(Note.Append("new", ExpectedVersion.NoStream, "key-2", Three)),
        Note.Append("newer", ExpectedVersion.Any, null, One) with { Messages = [] },
        Note.Told(Note.Append("newest", ExpectedVersion.NoStream, null, One)),
    ];

    private static AppendRequest[] Mixed() =>
    [
        .. Plain(),
        Note.Told(Note.Append("late", At(1), null, Three)),
        Note.Append("far", At(9), "key-3", One),
        Note.Told(Note.Append("again", ExpectedVersion.NoStream, "seen", One)),
        Note.Append("known", ExpectedVersion.Any, "key-4"),
        Note.Append("unknown", ExpectedVersion.NoStream, "key-5"),
        Note.Told(Note.Append("end", ExpectedVersion.Any, null, Three)),
    ];

    [Fact]
    public Task Where_nothing_conflicts_a_batch_does_what_its_appends_do_one_by_one() => CompareAsync(Plain());

    [Fact]
    public Task Where_something_conflicts_a_batch_does_what_its_appends_do_one_by_one() => CompareAsync(Mixed());

    [Fact]
    public Task Where_only_a_key_is_repeated_too() =>
        CompareAsync([.. Plain(), Note.Append("again", ExpectedVersion.Any, "seen", One)]);

    [Fact]
    public Task Where_only_a_version_is_not_the_expected_one_too() =>
        CompareAsync([.. Plain(), Note.Append("late", At(1), null, One)]);

    private async Task CompareAsync(AppendRequest[] requests)
    {
        var (alone, aloneJournal) = await RunAsync(requests, inOneBatch: false);
        var (batched, batchedJournal) = await RunAsync(requests, inOneBatch: true);

        Assert.Equal(alone, batched);
        Assert.Equal(await RowsAsync(aloneJournal), await RowsAsync(batchedJournal));
    }

    private async Task<(AppendResult[] Answers, TestJournal Journal)> RunAsync(
        AppendRequest[] requests, bool inOneBatch)
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();
        foreach (var id in (string[])["old", "older", "late", "known"])
            await store.TryAppendAsync(Note.Append(id, new Note("0"), new Note("0")), Cancelled);
        await store.TryAppendAsync(Note.Append("seen", ExpectedVersion.Any, "seen", One), Cancelled);
        if (inOneBatch) return (await journal.InOneBatchAsync(store, requests), journal);

        await store.TryAppendAsync(Note.Append("stuck", new Note("0")), Cancelled);
        var answers = new List<AppendResult>();
        foreach (var request in requests) answers.Add(await store.TryAppendAsync(request, Cancelled));
        return ([.. answers], journal);
    }

    /// <summary>All that lies there, but for times and the ids that the tests make.</summary>
    private static async Task<string?> RowsAsync(TestJournal journal) => (string?)await journal.ExecuteAsync(
        """
        select concat_ws(E'\n',
            (select string_agg(concat_ws(' ', position, version, stream, type, data), E'\n' order by position)
                from docket.events),
            (select string_agg(concat_ws(' ', position, version, key, stream, fingerprint), E'\n' order by key)
                from docket.commands),
            (select string_agg(concat_ws(' ', position, partition, aggregate_type, aggregate_id, event_type), E'\n'
                order by position) from docket.outbox))
        """);
}
