using Docket.Journal.Deciding;
using Docket.Journal.InMemory;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Store;
using Docket.Journal.Testing;
using TenantOnboarding;

namespace Docket.Samples.Tests.Tenants;

/// <summary>Days of onboarding in virtual time.</summary>
public sealed class OnboardingTests
{
    private readonly ManualClock _clock = new();
    private readonly MemoryJournal _journal = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_step_is_done_once_in_its_order_and_in_its_time()
    {
        var company = new Company(_clock, domainAfter: TimeSpan.FromHours(7));
        var begun = _clock.GetUtcNow();

        var state = await RunAsync(company, Ended, start: true);

        Assert.Equal(ProcessStatus.Completed, state.Status);
        Assert.Equal(Onboarding.V1.Steps.Select(step => step.Name), state.Steps.Select(step => step.Step));
        Assert.All(state.Steps, step => Assert.Equal(StepStage.Done, step.Stage));
        Assert.Equal("\"into db_acme\"", state.Progress("import-data")!.Output!.Value.Text);
        Assert.Equal(TimeSpan.FromHours(3 + 7) + TimeSpan.FromMinutes(140), _clock.GetUtcNow() - begun);
        Assert.All(All(company), service => Assert.Single(service.Standing));
    }

    [Fact]
    public async Task A_domain_that_is_never_verified_takes_everything_back_last_to_first()
    {
        var company = new Company(_clock, domainAfter: null);

        var state = await RunAsync(company, Ended, start: true);

        Assert.Equal(ProcessStatus.Compensated, state.Status);
        Assert.Empty(company.Directory.Standing);
        Assert.Empty(company.Infrastructure.Standing);
        Assert.Empty(company.Importer.Standing);
        Assert.Empty(company.Mail.Standing);
        Assert.Equal(["provision-database", "create-workspace"], await UndoneAsync());
    }

    [Theory]
    [InlineData("create-workspace")]
    [InlineData("provision-database")]
    [InlineData("verify-domain")]
    [InlineData("import-data")]
    public async Task Stopped_at_any_step_it_goes_on_where_it_was(string step)
    {
        var company = new Company(_clock, domainAfter: TimeSpan.FromHours(7));
        await RunAsync(company, state => state.Progress(step) is { Tries: > 0 }, start: true);
        _clock.Advance(TimeSpan.FromHours(1));

        var state = await RunAsync(company, Ended, start: false);

        Assert.Equal(ProcessStatus.Completed, state.Status);
        Assert.All(All(company), service => Assert.Single(service.Standing));
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_with_the_same_key()
    {
        var company = new Company(_clock, domainAfter: TimeSpan.Zero);
        foreach (var service in All(company)) service.LoseAnswers(2);

        var state = await RunAsync(company, Ended, start: true);

        Assert.Equal(ProcessStatus.Completed, state.Status);
        Assert.All(All(company), service => Assert.Single(service.Standing));
        Assert.Equal(10, (await LogAsync()).OfType<StepOutcomeUnknown>().Count());
    }

    private static bool Ended(ProcessState state) => state.Phase == ProcessPhase.Ended;

    private static SlowService[] All(Company company) =>
        [company.Directory, company.Infrastructure, company.Domains, company.Importer, company.Mail];

    private InMemoryEventStore Open() => new(_journal, Company.Codec, _clock, new GroupCommitOptions());

    /// <summary>A process that runs until then and stops.</summary>
    private async Task<ProcessState> RunAsync(Company company, Func<ProcessState, bool> until, bool start)
    {
        await using var store = Open();
        var service = company.Service(store);
        if (start)
            Assert.IsType<CommandOutcome<ProcessRejection>.Done>(await service.StartAsync(
                Onboarding.Name, "acme", new Tenant("acme", "acme.example", "admin@acme.example").ToInput(),
                new CommandContext(), Cancelled));
        await using var host = company.Host(store);
        host.Start();
        return await new ProcessTime(store, service, _clock).RunUntilAsync("acme", until, Cancelled);
    }

    private async Task<List<string>> UndoneAsync() =>
        [.. (await LogAsync()).OfType<StepSucceeded>().Where(done => done.Kind == CallKind.Compensation).Select(done => done.Step)];

    private async Task<List<object>> LogAsync()
    {
        await using var store = Open();
        var log = new List<object>();
        await foreach (var recorded in store.ReadStreamAsync(ProcessService.StreamOf("acme"), StreamVersion.None, Cancelled))
            log.Add(recorded.Payload);
        return log;
    }
}
