using Docket.Journal.Processes.Deciding;
using Docket.Kernel;

namespace Docket.Journal.Processes.Tests.Deciding;

/// <summary>Given what happened to a journey, when something comes, then this is decided.</summary>
internal sealed class ProcessSpec
{
    private readonly ProcessEvent[] _history;
    private ProcessCommand? _command;

    private ProcessSpec(ProcessEvent[] history) => _history = history;

    public static ProcessSpec Given(params ProcessEvent[] history) => new(history);

    public ProcessState State => _history.Aggregate(Process.Initial, Process.Evolve);

    public ProcessSpec When(ProcessCommand command)
    {
        _command = command;
        return this;
    }

    public void Then(params ProcessEvent[] expected)
    {
        var decision = Decide();
        Assert.Null(decision.Rejection);
        Assert.Equal(expected, decision.Events);
    }

    public void ThenNothing() => Then();

    public void ThenRejected(ProcessRejection expected) => Assert.Equal(expected, Decide().Rejection);

    private Decision<ProcessEvent, ProcessRejection> Decide() => Process.Decide(Journey.Catalog, State, _command!);
}
