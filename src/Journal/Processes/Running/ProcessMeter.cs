using System.Diagnostics.Metrics;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Participants;
using Microsoft.Extensions.Logging;

namespace Docket.Journal.Processes.Running;

/// <summary>Counts what runs come to, and tells the log when a person is wanted.</summary>
internal sealed class ProcessMeter : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _tries;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _stopped;
    private readonly ILogger _logger;

    public ProcessMeter(ILogger logger)
    {
        _logger = logger;
        _meter = new Meter(ProcessHost.MeterName);
        _tries = _meter.CreateCounter<long>("docket.sagas.tries", "{try}", "Participants asked, by step and outcome.");
        _ended = _meter.CreateCounter<long>("docket.sagas.ended", "{saga}", "Sagas that ended, by status.");
        _stopped = _meter.CreateCounter<long>("docket.sagas.stopped", "{saga}", "Sagas that a person has to look at.");
    }

    public void Tried(string step, StepOutcome outcome) =>
        _tries.Add(1, new("step", step), new("outcome", outcome.GetType().Name));

    /// <summary>Looks at what one append changed.</summary>
    public void Saw(ProcessState before, ProcessState after)
    {
        if (after is { Phase: ProcessPhase.Ended, Part: null } && before.Phase != ProcessPhase.Ended)
            _ended.Add(1, new KeyValuePair<string, object?>("status", after.Status));
        if (after.Waiting is not { } waiting || before.Waiting is not null) return;
        Log.ProcessWaitsForPerson(_logger, after.Id, waiting.Step, waiting.Reason);
        _stopped.Add(1, new KeyValuePair<string, object?>("failed", waiting.Failed ? "true" : "false"));
    }

    public void Dispose() => _meter.Dispose();
}
