using System.Text.Json.Serialization;
using Docket.Journal.Processes.Participants;
using Docket.Kernel;

namespace Docket.Journal.Processes.Deciding;

/// <summary>
/// What a participant is told with the event that it reacts to: all that it needs, so that it need not ask anybody.
/// </summary>
/// <param name="Id">The instance.</param>
/// <param name="Definition">The process's name.</param>
/// <param name="Version">The definition's version; the instance finishes on it.</param>
/// <param name="Input">What it is about.</param>
/// <param name="Outputs">What the participants before answered.</param>
/// <param name="Deadline">Until when it may go forward, UTC.</param>
/// <param name="Correlation">Ties together everything one request set off.</param>
public sealed record Brief(
    string Id, string Definition, int Version, JsonText Input, ValueList<StepOutput> Outputs, DateTimeOffset Deadline,
    string? Correlation);

/// <summary>Which way an instance goes with an event.</summary>
public enum Direction
{
    /// <summary>The next step's turn has come.</summary>
    [JsonStringEnumMemberName("forward")]
    Forward,

    /// <summary>What was done is undone, last to first.</summary>
    [JsonStringEnumMemberName("back")]
    Back,
}
