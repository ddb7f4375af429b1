using Docket.Journal.Processes.Deciding;
using Docket.Journal.Store;

namespace Docket.Journal.Processes;

/// <summary>One instance in a list of many.</summary>
/// <param name="Id">Which.</param>
/// <param name="Definition">Its process's name.</param>
/// <param name="Version">The version of the definition it runs on.</param>
/// <param name="Status">One of <see cref="ProcessStatus"/>, or what its last step brought.</param>
/// <param name="WaitsFor">What a person has to decide; null where nobody has to.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="ChangedAt">When its status last changed, UTC.</param>
public sealed record ProcessSummary(
    string Id, string Definition, int Version, string Status, string? WaitsFor, DateTimeOffset StartedAt,
    DateTimeOffset ChangedAt)
{
    /// <summary>The events that change a summary.</summary>
    internal static IReadOnlyList<Type> Told { get; } =
    [
        typeof(ProcessStarted), typeof(ChoreographyStarted), typeof(StepSucceeded), typeof(CompensationBegun), typeof(StoppedForPerson),
        typeof(PersonDecided), typeof(ProcessEnded),
    ];

    internal static ProcessSummary After(ProcessSummary? before, RecordedEvent recorded) => (before, recorded.Payload) switch
    {
        (_, ProcessStarted e) => new(e.Id, e.Definition, e.Version, ProcessStatus.Pending, null, e.At, e.At),
        (_, ChoreographyStarted { Brief: var b } e) =>
            new(b.Id, b.Definition, b.Version, ProcessStatus.Pending, null, e.At, e.At),
        ({ } summary, StepSucceeded { Status: { } status } e) => summary with { Status = status, ChangedAt = e.At },
        ({ } summary, CompensationBegun e) => summary with { Status = ProcessStatus.Compensating, ChangedAt = e.At },
        ({ } summary, StoppedForPerson e) => summary with
        {
            Status = e.Failed ? ProcessStatus.Failed : summary.Status,
            WaitsFor = e.Reason,
            ChangedAt = e.At,
        },
        ({ } summary, PersonDecided e) => summary with
        {
            Status = summary.Status == ProcessStatus.Failed ? ProcessStatus.Compensating : summary.Status,
            WaitsFor = null,
            ChangedAt = e.At,
        },
        ({ } summary, ProcessEnded e) => summary with { Status = e.Status, ChangedAt = e.At },
        ({ } summary, _) => summary,
        (null, var other) => throw new JournalCorruptException($"{recorded.Stream} does not begin with a start: {other}"),
    };
}
