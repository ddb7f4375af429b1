using System.Collections.Concurrent;
using Docket.Journal.Processes.Defining;
using Polly;
using Polly.Timeout;

namespace Docket.Journal.Processes.Participants;

/// <summary>Asks a participant once, within its time, and makes one of the four outcomes of whatever happens.</summary>
/// <remarks>
/// Time-outs are Polly's. Retries are not: a pause between tries is a timer in the instance's stream, so that it
/// outlives the process.
/// </remarks>
internal sealed class ParticipantCaller(IReadOnlyDictionary<string, IParticipant> participants, TimeProvider clock)
{
    private readonly ConcurrentDictionary<TimeSpan, ResiliencePipeline> _limits = new();

    /// <param name="participant">Who is asked.</param>
    /// <param name="call">For what.</param>
    /// <param name="inDoubt">Whether an earlier try may have taken effect; its status is then asked for first.</param>
    /// <param name="limit">How long the answer may take.</param>
    /// <param name="stopping">Gives up without an outcome; whoever takes the instance over asks again.</param>
    public async ValueTask<StepOutcome> CallAsync(
        string participant, StepCall call, bool inDoubt, TimeSpan limit, CancellationToken stopping)
    {
        // Everything continues where it was begun: a simulation runs processes on one thread by that.
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, stopping);
        try
        {
            return await LimitOf(limit).ExecuteAsync(
                static (context, ask) => AskAsync(ask.Participant, ask.Call, ask.InDoubt, context.CancellationToken),
                context, (Participant: participants[participant], Call: call, InDoubt: inDoubt));
        }
        catch (TimeoutRejectedException)
        {
            return new StepOutcome.Unknown($"No answer within {limit}.");
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            // Foreign code: whatever it throws says nothing about what it did before.
            return new StepOutcome.Unknown($"{failure.GetType().Name}: {failure.Message}");
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Does not wait for a participant that does not listen to its token.</summary>
    private static async ValueTask<StepOutcome> AskAsync(
        IParticipant participant, StepCall call, bool inDoubt, CancellationToken cancellationToken)
    {
        if (inDoubt
            && await participant.QueryAsync(call, cancellationToken).AsTask().WaitAsync(cancellationToken) is { } known)
            return known;
        return await participant.ExecuteAsync(call, cancellationToken).AsTask().WaitAsync(cancellationToken);
    }

    private ResiliencePipeline LimitOf(TimeSpan limit) => _limits.GetOrAdd(limit, length =>
        new ResiliencePipelineBuilder { TimeProvider = clock }.AddTimeout(length).Build());
}
