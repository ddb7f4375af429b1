using Docket.Journal.Processes;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Store;

namespace Docket.Journal.Testing;

/// <summary>
/// Lets the time of one instance pass: whenever it waits for the clock, the clock is moved there. A process of days is
/// tested in milliseconds, and its times come out the same at every run.
/// </summary>
/// <remarks>
/// The host runs on the same clock. One instance at a time: another one whose participant is just being asked would see
/// its time-out go by.
/// </remarks>
/// <param name="store">The journal.</param>
/// <param name="service">Finds the instance.</param>
/// <param name="clock">The host's clock.</param>
public sealed class ProcessTime(IEventStore store, ProcessService service, ManualClock clock)
{
    private const int AlarmTries = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Nudge = TimeSpan.FromMinutes(10);

    /// <summary>Until it has ended, or waits for a person.</summary>
    public ValueTask<ProcessState> RunUntilSettledAsync(string id, CancellationToken cancellationToken) =>
        RunUntilAsync(id, state => state.Phase == ProcessPhase.Ended || state.Waiting is not null, cancellationToken);

    /// <summary>Until it stands as wanted.</summary>
    public async ValueTask<ProcessState> RunUntilAsync(
        string id, Func<ProcessState, bool> wanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = store.Head;
            var state = await service.FindAsync(id, cancellationToken);
            if (state is not null && wanted(state)) return state;
            if (state is null || NextDue(state) is not { } due) await store.WaitForAppendAsync(head, cancellationToken);
            else if (due > clock.GetUtcNow()) await AdvanceAsync(due, cancellationToken);
            else await RingAsync(head, cancellationToken);
        }
    }

    /// <summary>Moves the clock once the host has set its alarm, or has had its time to.</summary>
    private async ValueTask AdvanceAsync(DateTimeOffset due, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < AlarmTries && !clock.HasAlarmAt(due); tries++)
            await Task.Delay(1, cancellationToken);
        clock.AdvanceTo(due);
    }

    /// <summary>
    /// Waits for what the host makes of a time that has come. A host that looked at the clock just before it was moved has
    /// set its alarm by the former time; the clock goes on a little until it has heard it.
    /// </summary>
    private async ValueTask RingAsync(Position head, CancellationToken cancellationToken)
    {
        var appended = store.WaitForAppendAsync(head, cancellationToken).AsTask();
        while (await Task.WhenAny(appended, Task.Delay(Patience, TimeProvider.System, cancellationToken)) != appended)
            clock.Advance(Nudge);
        await appended;
    }

    /// <summary>What it waits for and nothing else; null while it is at work.</summary>
    private static DateTimeOffset? NextDue(ProcessState state) =>
        state.InFlight is null && !state.IsReady && state.Timers.Count > 0
            ? state.Timers.Min(timer => timer.Due)
            : null;
}
