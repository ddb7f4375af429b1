using Docket.Journal.Examining;
using Docket.Journal.Postgres.Examining;
using Docket.Journal.Postgres.Tests.Servers;
using Npgsql;

namespace Docket.Journal.Postgres.Tests.Examining;

/// <summary>What the doctor says of things that go wrong with time.</summary>
public sealed class ExaminationTests(SharedServer shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(-90, "ahead of")]
    [InlineData(90, "behind")]
    public async Task Clocks_that_differ_by_more_than_a_second_are_warned_of(int seconds, string told)
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        Assert.Equal(FindingLevel.Ok, (await LookAsync(journal, "clock")).Level);

        var found = await LookAsync(journal, "clock", new ShiftedClock(TimeSpan.FromSeconds(seconds)));

        Assert.Equal(FindingLevel.Warning, found.Level);
        Assert.Contains(told, found.Found, StringComparison.Ordinal);
        Assert.Contains("NTP", found.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_that_are_nearly_used_up_are_warned_of_and_then_a_problem()
    {
        PostgresInstallation.Require();
        await using var server = await PostgresServer.StartNewAsync(
            "max_connections=23", "superuser_reserved_connections=3");
        var journal = await TestJournal.NewAsync(server);
        await using var sessions = NpgsqlDataSource.Create(server.ConnectionString(journal.Database));
        Assert.Equal(FindingLevel.Ok, (await LookAsync(journal, "connections")).Level);

        // Of twenty that are free to all, the doctor takes one.
        for (var open = 0; open < 16; open++) await sessions.OpenConnectionAsync(Cancelled);
        var tight = await LookAsync(journal, "connections");
        for (var open = 16; open < 19; open++) await sessions.OpenConnectionAsync(Cancelled);
        var full = await LookAsync(journal, "connections");

        Assert.Equal((FindingLevel.Warning, FindingLevel.Problem), (tight.Level, full.Level));
        Assert.Contains("20 of 20 sessions", full.Found, StringComparison.Ordinal);
        Assert.Contains("max_connections", full.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_wait_for_more_than_a_minute_to_be_published_are_warned_of()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        await using var store = await journal.OpenAsync();
        Assert.Equal("everything is published", (await LookAsync(journal, "outbox")).Found);
        await store.TryAppendAsync(Note.Told(Note.Append("a", new Note("1"), new Note("2"))), Cancelled);
        Assert.Equal(FindingLevel.Ok, (await LookAsync(journal, "outbox")).Level);

        await journal.ExecuteAsync("update docket.events set recorded_at = recorded_at - interval '90 seconds'");

        var late = await LookAsync(journal, "outbox");
        Assert.Equal(FindingLevel.Warning, late.Level);
        Assert.Contains("2 rows are not published", late.Found, StringComparison.Ordinal);
        Assert.Contains("serve --role relay", late.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_that_has_no_owner_any_more_is_warned_of_with_who_had_it()
    {
        var journal = await TestJournal.NewAsync(shared.Server);
        Assert.Equal("none was ever taken", (await LookAsync(journal, "leases")).Found);
        await journal.ExecuteAsync(
            "insert into docket.leases (name, owner, epoch, expires_at) values ('view/a', 'me', 1, now() + interval '1 hour')");
        Assert.Equal(FindingLevel.Ok, (await LookAsync(journal, "leases")).Level);

        await journal.ExecuteAsync("update docket.leases set expires_at = now() where name = 'view/a'");

        var free = await LookAsync(journal, "leases");
        Assert.Equal(FindingLevel.Warning, free.Level);
        Assert.Contains("1 of 1 are nobody's (view/a); the last owner was me", free.Found, StringComparison.Ordinal);
    }

    private static async Task<Finding> LookAsync(TestJournal journal, string check, TimeProvider? clock = null)
    {
        var examination = new PostgresExamination(journal.Options(), null, clock ?? TimeProvider.System);
        var findings = new List<Finding>();
        await foreach (var finding in examination.RunAsync(Cancelled)) findings.Add(finding);
        return Assert.Single(findings, finding => finding.Check == check);
    }

    /// <summary>A machine whose clock is wrong by so much.</summary>
    private sealed class ShiftedClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
