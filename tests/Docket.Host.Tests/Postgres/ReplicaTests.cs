using Docket.Host.Tests.Running;
using Docket.Journal.Postgres.Tests.Servers;
using Npgsql;

namespace Docket.Host.Tests.Postgres;

public sealed class ReplicaTests(ReplicatedServer servers) : IClassFixture<ReplicatedServer>
{
    [Fact]
    public async Task What_the_standby_does_not_show_yet_is_waited_for_there_and_never_claimed()
    {
        using var database = await ReplicatedAsync();
        await using var service = await ServeAsync(database);
        var first = await service.PostAsync("/orders", Bodies.Order("a"));
        await ShownAsync(service, "a", first.Seq);
        await PauseAsync(database);
        var placed = await service.PostAsync("/orders", Bodies.Order("b"));

        // The primary's view shows it, and the standby does not: min_seq is told the truth about the standby.
        Assert.Equal(200, (await service.GetAsync($"/orders/b?min_seq={placed.Seq}")).Code);
        var missing = await service.GetAsync($"/orders/b/status?min_seq={placed.Seq}");
        Assert.Equal((404, first.Seq, true, "replica"), (missing.Code, missing.Number("as_of_seq"),
            missing.Body.GetProperty("stale").GetBoolean(), missing.Text("served_by")));
        var strong = await service.GetAsync("/orders/b/status?consistency=strong");
        Assert.Equal((200, "primary"), (strong.Code, strong.Text("served_by")));

        var waiting = service.GetAsync($"/orders/b/status?min_seq={placed.Seq}");
        await ResumeAsync(database);
        var shown = await waiting;
        while (shown.Code == 404)
        {
            // A busy machine may take longer than the wait; then it must say so.
            Assert.True(shown.Body.GetProperty("stale").GetBoolean());
            shown = await service.GetAsync($"/orders/b/status?min_seq={placed.Seq}");
        }

        Assert.Equal((200, placed.Seq, "replica"), (shown.Code, shown.Number("as_of_seq"), shown.Text("served_by")));
        Assert.DoesNotContain("cannot be heard", await ErrorsAsync(service), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_standby_that_lags_is_not_read_until_it_is_level_again_and_the_answer_says_why()
    {
        using var database = await ReplicatedAsync();
        await using var service = await ServeAsync(database, "--replica-lag-max", "0.2");
        await ShownAsync(service, "a", (await service.PostAsync("/orders", Bodies.Order("a"))).Seq);
        await PauseAsync(database);
        Assert.Equal(201, (await service.PostAsync("/orders", Bodies.Order("b"))).Code);
        var late = await UntilAsync(service, "/orders/b/status", by: "primary");
        Assert.Equal(200, late.Code);
        Assert.Matches(@"^replica lags \d+\.\d s$", late.Text("fallback"));
        Assert.Matches(@"docket_replica_lag_seconds 0*[1-9.]", await service.GetTextAsync("/metrics"));
        await ResumeAsync(database);
        var level = await UntilAsync(service, "/orders/b/status", by: "replica");
        Assert.False(level.Body.TryGetProperty("fallback", out _));
        Assert.Matches(@"docket_replica_lag_seconds 0\n", await service.GetTextAsync("/metrics"));
    }

    [Fact]
    public async Task A_standby_killed_and_started_again_is_an_error_meanwhile_where_the_primary_may_not_answer()
    {
        using var database = await ReplicatedAsync();
        await using var service = await ServeAsync(database, "--replica-fallback", "error");
        var placed = await service.PostAsync("/orders", Bodies.Order("a"));
        await ShownAsync(service, "a", placed.Seq);
        await servers.Standby.KillAsync();
        var refused = await service.GetAsync("/orders/a/status");
        Assert.Equal((503, "/problems/replica-unavailable"), (refused.Code, refused.Type));
        Assert.Equal(200, (await service.GetAsync("/orders/a")).Code);
        while ((await service.GetAsync("/readyz")).Code != 503) await Task.Yield();
        await servers.Standby.StartAsync();
        await UntilAsync(service, "/orders/a/status", by: "replica");
        await ShownAsync(service, "a", placed.Seq);
        while ((await service.GetAsync("/readyz")).Code != 200) await Task.Yield();
    }

    [Fact]
    public async Task History_and_reports_come_from_the_standby_where_that_is_chosen_and_say_the_same()
    {
        using var database = await ReplicatedAsync();
        await using var plain = await database.ServeAsync("p");
        await using var service = await ServeAsync(database, "--replica-serves", "status,history,reports");
        await plain.PostAsync("/orders", Bodies.Order("a"));
        var paid = await plain.PostAsync("/payments", """{"order_id":"a","amount":3140,"method":"card"}""");
        foreach (var read in (string[])["/orders/a/status", "/orders/a/history", "/reports/revenue", "/reports/products", "/analytics"])
        {
            var there = await service.GetAsync($"{read}?min_seq={paid.Seq}");
            var here = await plain.GetAsync($"{read}?min_seq={paid.Seq}");
            Assert.Equal((read, 200, "replica"), (read, there.Code, there.Text("served_by")));
            Assert.Equal(
                here.Body.GetRawText(),
                there.Body.GetRawText().Replace(""","served_by":"replica"}""", "}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task What_is_no_standby_of_the_primary_is_warned_of_and_a_foreign_one_is_never_read()
    {
        using var database = await ReplicatedAsync();
        using var other = await PostgresDatabase.NewAsync(servers.Primary);
        await using (var service = await database.ServeAsync("s", "--replica", database.Connection))
        {
            await service.PostAsync("/orders", Bodies.Order("a"));
            Assert.Equal("replica", (await service.GetAsync("/orders/a/status?min_seq=1")).Text("served_by"));
            Assert.Contains("the primary itself", await ErrorsAsync(service), StringComparison.Ordinal);
        }

        await using (var service = await database.ServeAsync("s", "--replica", other.Connection))
        {
            var answer = await service.GetAsync("/orders/a/status");
            Assert.Equal((200, "primary", "replica holds another journal"),
                (answer.Code, answer.Text("served_by"), answer.Text("fallback")));
            Assert.Contains("another journal", await ErrorsAsync(service), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_service_starts_without_its_standby()
    {
        using var database = await ReplicatedAsync();
        await using var service = await database.ServeAsync(
            "s", "--replica", "Host=127.0.0.1;Port=1;Username=postgres;Database=x");
        await service.PostAsync("/orders", Bodies.Order("a"));
        var answer = await service.GetAsync("/orders/a/status?min_seq=1");
        Assert.Equal((200, "primary", "replica cannot be reached"),
            (answer.Code, answer.Text("served_by"), answer.Text("fallback")));
    }

    /// <summary>A service that has found its standby: on a busy machine that may come a moment after the start.</summary>
    private async Task<RunningService> ServeAsync(PostgresDatabase database, params string[] options)
    {
        var service = await database.ServeAsync(
            "s", ["--replica", servers.Standby.ConnectionString(NameOf(database)), .. options]);
        await UntilAsync(service, "/orders/none/status", by: "replica");
        return service;
    }

    private async Task<PostgresDatabase> ReplicatedAsync()
    {
        var database = await PostgresDatabase.NewAsync(servers.Primary);
        await LevelAsync();
        return database;
    }

    private async Task LevelAsync()
    {
        var here = await servers.Primary.ExecuteAsync("postgres", "select pg_current_wal_lsn()::text");
        while (await servers.Standby.ExecuteAsync(
            "postgres", $"select pg_last_wal_replay_lsn() >= '{here}'") is not true)
        {
        }
    }

    private async Task PauseAsync(PostgresDatabase database)
    {
        await servers.Standby.ExecuteAsync(NameOf(database), "select pg_wal_replay_pause()");
        while (await servers.Standby.ExecuteAsync(
            NameOf(database), "select pg_get_wal_replay_pause_state()") is not "paused")
        {
        }
    }

    private async Task ResumeAsync(PostgresDatabase database) => await
        servers.Standby.ExecuteAsync(NameOf(database), "select pg_wal_replay_resume()");

    private static async Task ShownAsync(RunningService service, string order, long seq)
    {
        var shown = await service.GetAsync($"/orders/{order}/status?min_seq={seq}");
        Assert.Equal((200, "replica", false),
            (shown.Code, shown.Text("served_by"), shown.Body.GetProperty("stale").GetBoolean()));
        Assert.InRange(shown.Number("as_of_seq"), seq, long.MaxValue);
    }

    private static async Task<Answer> UntilAsync(RunningService service, string path, string by)
    {
        while (true)
        {
            var answer = await service.GetAsync(path);
            if (answer.Body.TryGetProperty("served_by", out var server) && server.GetString() == by) return answer;
        }
    }

    private static async Task<string> ErrorsAsync(RunningService service)
    {
        await service.StopAsync();
        return await service.Errors;
    }

    private static string NameOf(PostgresDatabase database) =>
        new NpgsqlConnectionStringBuilder(database.Connection).Database!;
}
