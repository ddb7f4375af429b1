using Docket.Host.Tests.Postgres;
using Docket.Host.Tests.Running;
using Docket.Journal.Postgres.Tests.Servers;

namespace Docket.Host.Tests.Participants;

/// <summary>Nothing is lost between the steps, whoever is killed between them.</summary>
public sealed class CheckoutStormTests(SharedServer shared)
{
    private readonly StormPlan _plan = StormPlan.FromEnvironment();

    [Fact]
    public Task On_files_every_checkout_ends_and_the_books_are_right_whoever_is_killed() =>
        OnFilesAsync("orchestrated");

    [Fact]
    public Task Unled_on_files_every_checkout_ends_and_the_books_are_right_whoever_is_killed() =>
        OnFilesAsync("choreographed");

    [Fact]
    public Task On_PostgreSQL_with_two_services_every_checkout_ends_and_the_books_are_right_whoever_is_killed() =>
        OnPostgresAsync("orchestrated");

    [Fact]
    public Task Unled_on_PostgreSQL_with_two_services_every_checkout_ends_and_the_books_are_right_whoever_is_killed() =>
        OnPostgresAsync("choreographed");

    private async Task OnFilesAsync(string runtime)
    {
        using var data = new TemporaryDirectory();
        await using var participants = await RunningParticipants.StartAsync();
        await using var service = await KilledService.StartAsync(
            () => RunningService.StartAsync(data["data"], [.. participants.Options, "--checkout", runtime]));

        await StormAsync(participants, service);

        Assert.Equal(0, await service.StopAsync());
        Assert.Equal(0, (await DocketProcess.RunAsync("verify", "--data", data["data"])).ExitCode);
    }

    private async Task OnPostgresAsync(string runtime)
    {
        using var database = await PostgresDatabase.NewAsync(shared.Server);
        await using var participants = await RunningParticipants.StartAsync();
        string[] options = [.. participants.Options, "--checkout", runtime];
        await using var one = await KilledService.StartAsync(() => database.ServeAsync("one", options));
        await using var other = await KilledService.StartAsync(() => database.ServeAsync("other", options));

        await StormAsync(participants, one, other);

        Assert.Equal(0, await one.StopAsync());
        Assert.Equal(0, await other.StopAsync());
        Assert.Equal(0, (await database.RunAsync("verify")).ExitCode);
    }

    private async Task StormAsync(RunningParticipants participants, params KilledService[] services)
    {
        using var storm = new CheckoutStorm(_plan, participants, services);
        var books = await storm.RunAsync(TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine($"{books.Summary}; {storm.Kills} kills");
        foreach (var waiting in books.Waiting) TestContext.Current.TestOutputHelper?.WriteLine(waiting);
        var findings = books.Findings().ToList();
        Assert.True(findings.Count == 0, $"DOCKET_SEED={_plan.Seed}: " + string.Join("; ", findings));
    }
}
