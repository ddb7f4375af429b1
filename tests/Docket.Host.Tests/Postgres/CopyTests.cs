using Docket.Host.Tests.Running;
using Docket.Host.Tests.Verbs;
using Docket.Journal.Files.Copying;
using Docket.Journal.Postgres.Tests.Servers;
using Docket.Journal.Store;

namespace Docket.Host.Tests.Postgres;

public sealed class CopyTests(SharedServer shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_real_history_moves_into_a_database_and_back_and_every_byte_and_figure_is_the_same()
    {
        RetailExport.MustBeThere();
        using var data = new TemporaryDirectory();
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        Assert.Equal(0, (await DocketProcess.RunAsync("import", RetailExport.Csv, "--data", data["a"])).ExitCode);
        await CopyAsync("files:" + data["a"], "postgres:" + database.Connection, written: 22446);
        await CopyAsync("postgres:" + database.Connection, "files:" + data["b"], written: 22446);

        Assert.Equal(await StoredAsync(data["a"]), await StoredAsync(data["b"]));
        string[][] places = [["--data", data["a"]], database.Where(), ["--data", data["b"]]];
        foreach (var place in places)
        {
            await RetailFigures.ExpectDailyAsync(place);
            var again = await DocketProcess.RunAsync(["import", RetailExport.Csv, "--json", .. place]);
            Assert.Equal((0, 0L), (again.ExitCode, again.Json.GetProperty("events_written").GetInt64()));
        }

        foreach (var report in (string[][])[["report", "products"], ["history", "541431"], ["state", "541431"]])
            Assert.Single((await Task.WhenAll(places.Select(place =>
                DocketProcess.RunAsync([.. report, "--json", .. place])))).Select(told => told.Output).Distinct());
    }

    [Fact]
    public async Task Killed_in_the_middle_and_run_again_it_goes_on_both_ways()
    {
        RetailExport.MustBeThere();
        using var data = new TemporaryDirectory();
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        Assert.Equal(0, (await DocketProcess.RunAsync("import", RetailExport.Csv, "--data", data["a"])).ExitCode);

        using (var copy = DocketProcess.Start("copy", "--from", "files:" + data["a"], "--to", "postgres:" + database.Connection))
        {
            while ((long)(await database.ExecuteAsync("select count(*) from docket.events"))! == 0) await Task.Yield();
            copy.Kill();
            await copy.WaitAsync();
        }

        await CopyAsync("files:" + data["a"], "postgres:" + database.Connection, written: null);
        using (var copy = DocketProcess.Start("copy", "--from", "postgres:" + database.Connection, "--to", "files:" + data["b"]))
        {
            while (!IsBegun(data["b"])) await Task.Yield();
            copy.Kill();
            await copy.WaitAsync();
        }

        await CopyAsync("postgres:" + database.Connection, "files:" + data["b"], written: null);
        await CopyAsync("postgres:" + database.Connection, "files:" + data["b"], written: 0);
        Assert.Equal(await StoredAsync(data["a"]), await StoredAsync(data["b"]));
    }

    [Fact]
    public async Task A_repeat_asked_after_the_move_gets_the_first_answer_also_of_a_command_that_recorded_nothing()
    {
        using var data = new TemporaryDirectory();
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        await using (var service = await RunningService.StartAsync(data["a"])) await AskAsync(service, new Dictionary<string, long>());
        await CopyAsync("files:" + data["a"], "postgres:" + database.Connection, written: 4);
        var first = new Dictionary<string, long>();
        await using (var service = await RunningService.StartAsync(data["a"])) await AskAsync(service, first);

        // A key that came after the first copy, of a command that recorded nothing: there is no event to find it by.
        await using (var service = await RunningService.StartAsync(data["a"]))
            first["late"] = await PutAsync(service, "late");
        await CopyAsync("files:" + data["a"], "postgres:" + database.Connection, written: 0);
        await CopyAsync("postgres:" + database.Connection, "files:" + data["b"], written: 4);
        await using (var moved = await database.ServeAsync("v")) await SameAsync(moved, first);
        await using (var back = await RunningService.StartAsync(data["b"])) await SameAsync(back, first);
    }

    [Fact]
    public async Task A_target_that_holds_another_journal_is_refused_and_left_as_it_was()
    {
        using var data = new TemporaryDirectory();
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        foreach (var name in (string[])["a", "b"])
        {
            await using var service = await RunningService.StartAsync(data[name]);
            Assert.Equal(201, (await service.PostAsync("/orders", Bodies.Order(name))).Code);
        }

        await CopyAsync("files:" + data["a"], "postgres:" + database.Connection, written: 1);
        await RefusedAsync("files:" + data["b"], "postgres:" + database.Connection, "another journal");
        await RefusedAsync("postgres:" + database.Connection, "files:" + data["b"], "another journal");
        await RefusedAsync("postgres:" + database.Connection, "postgres:" + database.Connection, "the same journal");
        Assert.Equal(1L, await database.ExecuteAsync("select count(*) from docket.events"));
        Assert.Single(await StoredAsync(data["b"]));
    }

    [Fact]
    public async Task Only_the_owner_copies_into_a_database_and_a_reader_may_copy_out_of_it()
    {
        using var data = new TemporaryDirectory();
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        using var writer = await database.AsAsync(shared.Server, "docket_writer");
        using var reader = await database.AsAsync(shared.Server, "docket_reader");
        await using (var service = await database.ServeAsync("v"))
            Assert.Equal(201, (await service.PostAsync("/orders", Bodies.Order("o"))).Code);
        await CopyAsync("postgres:" + reader.Connection, "files:" + data["a"], written: 1);
        await RefusedAsync("files:" + data["a"], "postgres:" + writer.Connection, "docket db migrate");
    }

    private static async Task CopyAsync(string from, string to, long? written)
    {
        var ended = await DocketProcess.RunAsync("copy", "--from", from, "--to", to, "--json");
        Assert.True(ended.ExitCode == 0, ended.Errors);
        var copied = ended.Json.GetProperty("events_written").GetInt64();
        if (written is { } wanted) Assert.Equal(wanted, copied);
        else Assert.InRange(copied, 1, ended.Json.GetProperty("events").GetInt64() - 1);
    }

    private static async Task RefusedAsync(string from, string to, string why)
    {
        var ended = await DocketProcess.RunAsync("copy", "--from", from, "--to", to);
        Assert.Equal((1, "", 1), (ended.ExitCode, ended.Output, ended.Errors.Count(c => c == '\n')));
        Assert.Contains(why, ended.Errors, StringComparison.Ordinal);
    }

    private static async Task AskAsync(RunningService service, Dictionary<string, long> answers)
    {
        answers["place"] = (await service.PostAsync("/orders", Bodies.Order("o"), null, ("Idempotency-Key", "place"))).Seq;
        answers["put"] = await PutAsync(service, "put");
        answers["again"] = await PutAsync(service, "again");
        for (var i = 0; i < 2; i++) _ = await service.PostAsync("/orders", Bodies.Order($"p{i}"));
    }

    private static async Task SameAsync(RunningService service, Dictionary<string, long> first)
    {
        var answers = new Dictionary<string, long>();
        await AskAsync(service, answers);
        answers["late"] = await PutAsync(service, "late");
        Assert.Equal(first, answers);
    }

    private static async Task<long> PutAsync(RunningService service, string key) => (await service.SendAsync(
        HttpMethod.Put, "/customers/anna", """{"name":"Anna"}""", null, ("Idempotency-Key", key))).Seq;

    /// <summary>Whether the directory's head file names an event.</summary>
    private static bool IsBegun(string data)
    {
        var head = Path.Combine(data, "journal", "head");
        if (!File.Exists(head)) return false;
        using var file = new FileStream(head, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[40];
        return file.Read(bytes) == bytes.Length && BitConverter.ToInt64(bytes, 24) > 0;
    }

    /// <summary>Every event as it is stored, in words.</summary>
    private static async Task<List<string>> StoredAsync(string data)
    {
        await using var source = FileJournalSource.Open(Path.Combine(data, "journal"));
        var events = new List<string>();
        await foreach (var piece in source.ReadAsync(Cancelled)) events.AddRange(piece.Events.Select(InWords));
        return events;
    }

    private static string InWords(StoredEvent stored) => FormattableString.Invariant(
        $"{stored.Position} {stored.Stream}@{stored.Version} {stored.Type} {stored.RecordedAt.UtcTicks} ")
        + Convert.ToHexString(stored.Metadata.Span) + Convert.ToHexString(stored.Data.Span);
}
