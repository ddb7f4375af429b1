using Docket.Journal.Leasing;
using Docket.Journal.Processes;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Processes.Serialization;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace TenantOnboarding;

/// <summary>The services that take part, with how long each takes.</summary>
public sealed class Company
{
    private readonly TimeProvider _clock;

    /// <summary>A company whose tenants make their domain's entry after so long; null for never.</summary>
    public Company(TimeProvider clock, TimeSpan? domainAfter)
    {
        _clock = clock;
        Directory = new SlowService(TimeSpan.Zero, clock, _ => null);
        Infrastructure = new SlowService(TimeSpan.FromHours(3), clock, DatabaseOf);
        Domains = new SlowService(domainAfter, clock, _ => null);
        Importer = new SlowService(TimeSpan.FromMinutes(140), clock, RowsInto);
        Mail = new SlowService(TimeSpan.Zero, clock, _ => null);
    }

    /// <summary>Keeps workspaces.</summary>
    public SlowService Directory { get; }

    /// <summary>Sets up databases, in three hours.</summary>
    public SlowService Infrastructure { get; }

    /// <summary>Looks for the domain's entry.</summary>
    public SlowService Domains { get; }

    /// <summary>Copies data, in two hours and twenty minutes.</summary>
    public SlowService Importer { get; }

    /// <summary>Writes to people.</summary>
    public SlowService Mail { get; }

    /// <summary>What events are stored as: here only the processes' own.</summary>
    public static EventCodec Codec { get; } = new EventCodecBuilder().AddProcesses().Build();

    /// <summary>Runs every onboarding of a journal.</summary>
    public ProcessHost Host(IEventStore store) => new(
        store, Codec, Onboarding.Catalog,
        new Dictionary<string, IParticipant>
        {
            [Onboarding.Directory] = Directory,
            [Onboarding.Infrastructure] = Infrastructure,
            [Onboarding.Domains] = Domains,
            [Onboarding.Importer] = Importer,
            [Onboarding.Mail] = Mail,
        },
        new InProcessLeases(_clock),
        new ProcessHostOptions { Owner = "onboarding", Clock = _clock, Chance = () => 1 }, snapshots: null);

    /// <summary>Begins onboardings, and tells how they stand.</summary>
    public ProcessService Service(IEventStore store) =>
        new(store, Codec, Onboarding.Catalog, _clock, new(), snapshots: null);

    private static JsonText? DatabaseOf(StepCall call) =>
        JsonText.Of(new Database($"db_{Tenant.Of(call.Input).Name}"), OnboardingJson.Default.Database);

    /// <summary>The import goes into the database that an earlier step has set up.</summary>
    private static JsonText? RowsInto(StepCall call) => call.OutputOf("provision-database") is { } database
        ? new JsonText($"\"into {database.Read(OnboardingJson.Default.Database).Name}\"")
        : throw new InvalidOperationException("There is no database to import into.");
}
