using Docket.Journal.Processes.Defining;
using Docket.Kernel;

namespace Docket.Journal.Processes.Participants;

/// <summary>What a participant is asked.</summary>
/// <param name="Key">The idempotency key: the same for every try of one action or compensation of one instance.</param>
/// <param name="ActionKey">The key of the action; for a compensation, the key of what is to be undone.</param>
/// <param name="Process">The instance's id.</param>
/// <param name="Step">Which step.</param>
/// <param name="Kind">To do it or to undo it.</param>
/// <param name="Try">How often it was asked, with this time, from 1.</param>
public sealed record StepCall(string Key, string ActionKey, string Process, string Step, CallKind Kind, int Try)
{
    /// <summary>What the instance was started with.</summary>
    public JsonText Input { get; init; }

    /// <summary>What earlier steps answered; for a compensation, what the action answered too.</summary>
    public ValueList<StepOutput> Outputs { get; init; }

    /// <summary>Ties together everything one request set off.</summary>
    public string? Correlation { get; init; }

    /// <summary>What an earlier step answered; null where it answered nothing, or was not done.</summary>
    public JsonText? OutputOf(string step)
    {
        foreach (var output in Outputs)
            if (output.Step == step) return output.Output;
        return null;
    }
}

/// <summary>What a step's success brought.</summary>
public readonly record struct StepOutput(string Step, JsonText Output);
