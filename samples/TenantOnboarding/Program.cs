using System.Globalization;
using Docket.Journal.Deciding;
using Docket.Journal.Files;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Store;
using Docket.Journal.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using TenantOnboarding;

// Brings three tenants on board, in virtual time and in a directory that is thrown away afterwards.
var directory = Directory.CreateTempSubdirectory("onboarding-").FullName;
var clock = new ManualClock();
try
{
    Console.WriteLine("acme: everything goes well; the process is stopped while the database is being set up, and goes on");
    await BringAsync("acme", new Company(clock, TimeSpan.FromHours(7)), stopOnTheWay: true);

    Console.WriteLine("globex: an answer is lost, so the same is asked again with the same key");
    var company = new Company(clock, TimeSpan.FromMinutes(30));
    company.Directory.LoseAnswers(1);
    await BringAsync("globex", company, stopOnTheWay: false);

    Console.WriteLine("initech: never makes its domain's entry; what was done is undone, last to first");
    await BringAsync("initech", new Company(clock, domainAfter: null), stopOnTheWay: false);
}
finally
{
    Directory.Delete(directory, recursive: true);
}

async Task BringAsync(string name, Company company, bool stopOnTheWay)
{
    await using (var store = Open())
    {
        var start = await company.Service(store).StartAsync(
            Onboarding.Name, name, new Tenant(name, $"{name}.example", $"admin@{name}.example").ToInput(),
            new CommandContext(), CancellationToken.None);
        if (start is not CommandOutcome<ProcessRejection>.Done) throw new InvalidOperationException($"{start}");
    }

    var told = Position.Start;
    if (stopOnTheWay)
        told = await RunAsync(name, company, told, state => state.Progress("provision-database") is { Failures: 2 });
    await RunAsync(name, company, told, state => state.Phase == ProcessPhase.Ended);
}

// Each run opens the journal anew, as a restarted process does. Answers how far it has told.
async Task<Position> RunAsync(string name, Company company, Position told, Func<ProcessState, bool> until)
{
    await using var store = Open();
    await using var host = company.Host(store);
    var service = company.Service(store);
    host.Start();
    var state = await new ProcessTime(store, service, clock).RunUntilAsync(name, until, CancellationToken.None);
    await foreach (var recorded in service.ReadLogAsync(name, CancellationToken.None))
    {
        if (recorded.Position > told && Told.Of((ProcessEvent)recorded.Payload) is { } line)
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {recorded.Metadata.OccurredAt:MM-dd HH:mm}  {line}"));
        told = recorded.Position > told ? recorded.Position : told;
    }

    Console.WriteLine(state.Phase == ProcessPhase.Ended ? $"  = {state.Status}" : "  -- stopped, and started again --");
    return told;
}

FileEventStore Open() => FileEventStore.Open(
    new FileStoreOptions { Directory = directory }, Company.Codec, clock, NullLogger.Instance);
