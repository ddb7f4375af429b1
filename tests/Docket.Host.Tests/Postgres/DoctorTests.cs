using System.Text.Json;
using Docket.Host.Tests.Running;
using Docket.Journal.Postgres.Tests.Servers;
using Npgsql;

namespace Docket.Host.Tests.Postgres;

public sealed class DoctorTests(ReplicatedServer servers) : IClassFixture<ReplicatedServer>
{
    [Fact]
    public async Task A_database_in_order_has_no_problem_and_the_doctor_says_what_it_saw()
    {
        using var database = await PostgresDatabase.NewAsync(servers.Primary);
        await LevelAsync();
        var (exitCode, findings) = await ExamineAsync(database.Connection, StandbyOf(database));
        Assert.Equal(0, exitCode);
        Assert.DoesNotContain(findings, finding => finding.Level == "problem");
        foreach (var check in (string[])["server", "migrations", "head", "durability", "clock", "connections", "transactions",
            "standbys", "replica", "outbox", "leases"])
            Assert.Contains(findings, finding => finding.Check == check && finding.Level == "ok");
        Assert.All(findings, finding => Assert.Equal(finding.Level == "ok", finding.Mend is null));
    }

    [Fact]
    public async Task A_server_that_is_down_is_a_problem_that_names_the_address()
    {
        var found = await ProblemAsync("Host=127.0.0.1;Port=1;Username=x;Database=x", null, "server");
        Assert.Contains("127.0.0.1:1", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_missing_or_not_migrated_is_a_problem()
    {
        using var database = await PostgresDatabase.NewAsync(servers.Primary, migrated: false);
        Assert.Contains("0001_journal", await ProblemAsync(database.Connection, null, "migrations"), StringComparison.Ordinal);
        await ProblemAsync(servers.Primary.ConnectionString("nowhere"), null, "server");
    }

    [Fact]
    public async Task A_user_without_rights_is_a_problem_and_one_who_only_reads_is_warned_of()
    {
        using var database = await PostgresDatabase.NewAsync(servers.Primary);
        using var reader = await database.AsAsync(servers.Primary, "docket_reader");
        using var writer = await database.AsAsync(servers.Primary, "docket_writer");
        Assert.Equal("warning", await LevelOfAsync(reader, "rights"));
        Assert.Equal("ok", await LevelOfAsync(writer, "rights"));
        Assert.Equal(0, (await ExamineAsync(writer.Connection, null)).ExitCode);
        var nobody = new NpgsqlConnectionStringBuilder(database.Connection) { Username = "nobody_" + NameOf(database) };
        await servers.Primary.ExecuteAsync("postgres", $"create role {nobody.Username} login");
        await ProblemAsync(nobody.ConnectionString, null, "rights");
    }

    [Fact]
    public async Task A_log_that_cannot_be_decoded_and_a_slot_that_nobody_reads_are_warned_of()
    {
        PostgresInstallation.Require();
        await using var server = await PostgresServer.StartNewAsync("wal_level=replica");
        using var database = await PostgresDatabase.NewAsync(server);
        await database.ExecuteAsync("select pg_create_physical_replication_slot('forgotten', true)");
        try
        {
            var (exitCode, findings) = await ExamineAsync(database.Connection, null);
            Assert.Equal(0, exitCode);
            Assert.Contains(findings, finding => finding is { Check: "wal", Level: "warning" }
                && finding.Text.Contains("wal_level is replica", StringComparison.Ordinal));
            Assert.Contains(findings, finding => finding is { Check: "slots", Level: "warning" }
                && finding.Mend!.Contains("pg_drop_replication_slot('forgotten')", StringComparison.Ordinal));
        }
        finally
        {
            await database.ExecuteAsync("select pg_drop_replication_slot('forgotten')");
        }
    }

    [Fact]
    public async Task A_reader_pointed_at_the_primary_and_a_writer_pointed_at_the_standby_are_problems()
    {
        using var database = await PostgresDatabase.NewAsync(servers.Primary);
        await LevelAsync();
        Assert.Contains(
            "the primary itself", await ProblemAsync(database.Connection, database.Connection, "replica"),
            StringComparison.Ordinal);
        Assert.Contains("a standby", await ProblemAsync(StandbyOf(database), null, "server"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_standby_that_is_paused_or_down_is_a_problem()
    {
        using var database = await PostgresDatabase.NewAsync(servers.Primary);
        await LevelAsync();
        await servers.Standby.ExecuteAsync(NameOf(database), "select pg_wal_replay_pause()");
        try
        {
            Assert.Contains(
                "paused", await ProblemAsync(database.Connection, StandbyOf(database), "replica"), StringComparison.Ordinal);
        }
        finally
        {
            await servers.Standby.ExecuteAsync(NameOf(database), "select pg_wal_replay_resume()");
        }

        await servers.Standby.KillAsync();
        try
        {
            await ProblemAsync(database.Connection, StandbyOf(database), "replica");
            await ProblemAsync(database.Connection, StandbyOf(database), "standbys");
        }
        finally
        {
            await servers.Standby.StartAsync();
        }
    }

    [Fact]
    public async Task A_promoted_standby_and_another_cluster_are_a_split_without_sync()
    {
        using var database = await PostgresDatabase.NewAsync(servers.Primary);
        await using (var promoted = await servers.Primary.StartStandbyAsync())
        {
            await promoted.ExecuteAsync("postgres", "select pg_promote(true, 60)");
            Assert.Contains(
                "without sync",
                await ProblemAsync(database.Connection, promoted.ConnectionString(NameOf(database)), "replica"),
                StringComparison.Ordinal);
            await using var service = await database.ServeAsync(
                "s", "--replica", promoted.ConnectionString(NameOf(database)));
            await service.PostAsync("/orders", Bodies.Order("o"));
            Assert.Equal("replica follows no primary (it is not in recovery)",
                (await service.GetAsync("/orders/o/status?min_seq=1")).Text("fallback"));
        }

        await using var other = await PostgresServer.StartNewAsync();
        Assert.Contains(
            "another cluster", await ProblemAsync(database.Connection, other.ConnectionString("postgres"), "replica"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_is_examined_too()
    {
        using var data = new TemporaryDirectory();
        var none = await DocketProcess.RunAsync("doctor", "--data", data["none"], "--json");
        Assert.Equal((1, false), (none.ExitCode, none.Json.GetProperty("healthy").GetBoolean()));
        await using (var service = await RunningService.StartAsync(data["a"]))
        {
            await service.PostAsync("/orders", Bodies.Order("o"));
            var used = await DocketProcess.RunAsync("doctor", "--data", data["a"]);
            Assert.Equal((0, ""), (used.ExitCode, used.Errors));
            Assert.Contains(service.Url, used.Output, StringComparison.Ordinal);
            await service.KillAsync();
        }

        var left = await DocketProcess.RunAsync("doctor", "--data", data["a"]);
        Assert.Equal(0, left.ExitCode);
        Assert.Contains("has ended without closing it", left.Output, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(data["a"], "journal", "head"), "damaged");
        Assert.Equal(1, (await DocketProcess.RunAsync("doctor", "--data", data["a"])).ExitCode);
    }

    private static async Task<string> LevelOfAsync(PostgresDatabase database, string check) =>
        (await ExamineAsync(database.Connection, null)).Findings.First(finding => finding.Check == check).Level;

    private static async Task<string> ProblemAsync(string primary, string? replica, string check)
    {
        var (exitCode, findings) = await ExamineAsync(primary, replica);
        Assert.Equal(1, exitCode);
        var problem = Assert.Single(findings, finding => finding.Check == check && finding.Level == "problem");
        Assert.NotNull(problem.Mend);
        return problem.Text;
    }

    private static async Task<(int ExitCode, List<Found> Findings)> ExamineAsync(string primary, string? replica)
    {
        string[] standby = replica is null ? [] : ["--replica", replica];
        var told = await DocketProcess.RunAsync(["doctor", "--json", "--postgres", primary, .. standby]);
        Assert.Equal("", told.Errors);
        return (told.ExitCode, [.. told.Json.GetProperty("findings").EnumerateArray().Select(Found.Of)]);
    }

    private async Task LevelAsync()
    {
        var here = await servers.Primary.ExecuteAsync("postgres", "select pg_current_wal_lsn()::text");
        while (await servers.Standby.ExecuteAsync(
            "postgres", $"select pg_last_wal_replay_lsn() >= '{here}'") is not true)
        {
        }
    }

    private string StandbyOf(PostgresDatabase database) => servers.Standby.ConnectionString(NameOf(database));

    private static string NameOf(PostgresDatabase database) =>
        new NpgsqlConnectionStringBuilder(database.Connection).Database!;

    private sealed record Found(string Check, string Level, string Text, string? Mend)
    {
        public static Found Of(JsonElement finding) => new(
            finding.GetProperty("check").GetString()!, finding.GetProperty("level").GetString()!,
            finding.GetProperty("found").GetString()!,
            finding.TryGetProperty("mend", out var mend) ? mend.GetString() : null);
    }
}
