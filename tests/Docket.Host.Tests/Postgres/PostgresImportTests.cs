using Docket.Host.Tests.Running;
using Docket.Host.Tests.Verbs;
using Docket.Journal.Postgres.Tests.Servers;

namespace Docket.Host.Tests.Postgres;

public sealed class PostgresImportTests(SharedServer shared)
{
    private const long Events = 22446;

    [Fact]
    public async Task Two_importers_at_once_come_to_the_expected_figures_and_a_third_run_writes_nothing()
    {
        RetailExport.MustBeThere();
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        var both = await Task.WhenAll(ImportAsync(database), ImportAsync(database));
        Assert.All(both, import => Assert.InRange(Written(import), 1, Events - 1));
        Assert.Equal(Events, both.Sum(Written));
        Assert.Equal(0, Written(await ImportAsync(database)));
        await RetailFigures.ExpectDailyAsync(database.Where());
        var verified = await database.RunAsync("verify", "--json");
        Assert.Equal((0, Events), (verified.ExitCode, verified.Json.GetProperty("events").GetInt64()));
    }

    [Fact]
    public async Task With_one_of_two_importers_killed_at_random_the_figures_are_the_same()
    {
        RetailExport.MustBeThere();
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"The moment comes from seed {seed}.");
        using var killed = DocketProcess.Start(["import", RetailExport.Csv, .. database.Where("killed")]);
        var other = ImportAsync(database);
        await database.HasAsync(shared.Server, events: new Random(seed).Next(1, (int)Events - 1_000));
        killed.Kill();
        await other;

        var last = await ImportAsync(database);
        Assert.Equal(0, Written(last));
        await RetailFigures.ExpectDailyAsync(database.Where());
        var verified = await database.RunAsync("verify", "--json");
        Assert.Equal((0, Events), (verified.ExitCode, verified.Json.GetProperty("events").GetInt64()));
    }

    private static async Task<Ended> ImportAsync(PostgresDatabase database)
    {
        var ended = await database.RunAsync("import", RetailExport.Csv, "--json");
        Assert.True(ended.ExitCode == 0, ended.Errors);
        RetailFigures.Expect(ended.Json);
        return ended;
    }

    private static long Written(Ended import) => import.Json.GetProperty("events_written").GetInt64();
}
