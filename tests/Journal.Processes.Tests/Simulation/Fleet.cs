using Docket.Journal.Deciding;
using Docket.Journal.Leasing;
using Docket.Journal.Processes.Choreography;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Processes.Running;
using Docket.Journal.Serialization;
using Docket.Journal.Store;

namespace Docket.Journal.Processes.Tests.Simulation;

/// <summary>Some machines that share the instances of one journal, crash and come back; and the clients who start them.</summary>
internal sealed class Fleet
{
    private static readonly TimeSpan Downtime = TimeSpan.FromSeconds(40);
    private readonly List<Machine> _running = [];
    private FleetPlan _plan;
    private readonly InProcessLeases _leases;
    private readonly HashSet<string> _open = [];
    private readonly HashSet<(string Key, int Try)> _tried = [];
    private readonly Machine _office;
    private ProcessService _desk;
    private int _machines;

    public Fleet(World world, EventCodec codec, FleetPlan plan)
    {
        (World, _plan) = (world, plan);
        Codec = codec;
        Journal = new SimulatedJournal(codec, world) { Appended = Saw };
        _office = new Machine(world, "office");
        _leases = new InProcessLeases(_office.Clock);
        _desk = DeskOf(plan.Catalog);
        world.AfterTurn = CrashMaybe;
        for (var i = 0; i < plan.Machines; i++) StartMachine();
    }

    public FleetPlan Plan => _plan;

    public World World { get; }

    public SimulatedJournal Journal { get; }

    public EventCodec Codec { get; }

    public int Crashes { get; private set; }

    /// <summary>Whether every instance that was started has ended, or waits for a person who will not come.</summary>
    public bool IsSettled => _open.Count == 0;

    public IEnumerable<string> Open => _open;

    /// <summary>What was done that no event had announced.</summary>
    public List<string> Unannounced { get; } = [];

    /// <summary>Crashes the machine that is on right after so many turns; 0 for none.</summary>
    public long CrashAtTurn { get; set; }

    /// <summary>Replaces every machine by one that runs something else.</summary>
    public void Deploy(FleetPlan plan)
    {
        foreach (var machine in _running) machine.Crash();
        _running.Clear();
        (_plan, _desk) = (plan, DeskOf(plan.Catalog));
        for (var i = 0; i < plan.Machines; i++) StartMachine();
    }

    /// <summary>Has an instance started at a time; the client asks until it has an answer.</summary>
    public void StartInstance(string process, string id, JsonText input, TimeSpan after)
    {
        _open.Add(id);
        World.After(after, _office, () => _ = StartAsync());

        async Task StartAsync() => await _desk.StartAsync(
            process, id, input, _plan.Runtime, new CommandContext { Key = new CommandKey($"start-{id}", 1), CorrelationId = id }, default);
    }

    /// <summary>A person decides.</summary>
    public void Decide(string id, PersonsChoice choice, TimeSpan after)
    {
        _open.Add(id);
        World.After(after, _office, () => _ = DecideAsync());

        async Task DecideAsync() => await _desk.DecideAsync(id, choice, "It was looked into.", new CommandContext(), default);
    }

    /// <summary>An instance as its stream tells.</summary>
    public ProcessState StateOf(string id) => EventsOf(id).Aggregate(Process.Initial, Process.Evolve);

    public IEnumerable<ProcessEvent> EventsOf(string id)
    {
        var parts = _plan.Runtime == ProcessRuntime.Choreographed
            ? _plan.Catalog.All.SelectMany(definition => definition.Steps).Select(step => PartStreams.Of(id, step.Name)).Distinct()
            : [];
        return parts.Append(ProcessService.StreamOf(id)).SelectMany(stream => Journal.Stream(stream, StreamVersion.None))
            .OrderBy(recorded => recorded.Position).Select(recorded => (ProcessEvent)recorded.Payload);
    }

    public void StartMachine()
    {
        var machine = new Machine(World, $"machine-{++_machines}");
        _running.Add(machine);
        var participants = _plan.Participants(machine, this);
        var parts = new HostParts(
            _plan.Store(Journal, machine), _plan.Catalog, _plan.Rules(_plan.Catalog), participants,
            new LeaseClient(_leases, machine),
            new ProcessHostOptions
            {
                Owner = machine.Name,
                Clock = machine.Clock,
                Chance = World.Random.NextDouble,
                LeaseLength = _plan.LeaseLength,
            }, null);
        if (_plan.Runtime == ProcessRuntime.Orchestrated) machine.Run(() => new ProcessHost(parts, Scope.Whole(Codec)).Start());
        else machine.Run(() => new ChoreographyHost(parts, Codec).Start());
    }

    /// <summary>Checks the first rule of the engine: what is asked was written as tried before.</summary>
    public void Asked(StepCall call)
    {
        if (!_tried.Contains((call.Key, call.Try))) Unannounced.Add($"{call.Key}, try {call.Try}");
    }

    private ProcessService DeskOf(ProcessCatalog catalog) => new(
        new JournalClient(Journal, _office), Codec, catalog, _office.Clock, new DeciderRunnerOptions { CachedStatesMax = 0 }, null);

    private void CrashMaybe(Machine machine)
    {
        var crashes = World.Turns == CrashAtTurn
            || (_plan.CrashChance > 0 && World.Now < World.Start + _plan.CrashesFor && World.Chance(_plan.CrashChance));
        if (machine == _office || !crashes) return;
        Crashes++;
        machine.Crash();
        _running.Remove(machine);
        World.After(World.UpTo(Downtime), null, StartMachine);
    }

    private void Saw(AppendRequest request)
    {
        var id = PartStreams.InstanceOf(request.Stream);
        foreach (var recorded in request.Events)
        {
            if (recorded.Payload is StepTried tried) _tried.Add((tried.Key, tried.Try));
            if (recorded.Payload is ProcessEnded) _open.Remove(id);
            if (recorded.Payload is not StoppedForPerson) continue;
            _open.Remove(id);
            if (World.Chance(_plan.PersonComes)) Decide(id, PersonsChoice.Resume, TimeSpan.FromHours(1));
        }
    }
}
