using Docket.Journal.Processes.Participants;

namespace Docket.Journal.Processes.Tests.Simulation;

/// <summary>A participant as one machine reaches it, over a network that loses, doubles, delays and reorders.</summary>
internal sealed class ServiceClient(World world, Machine machine, SimulatedService service) : IParticipant
{
    private static readonly TimeSpan Way = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan SlowWay = TimeSpan.FromMinutes(5);

    public ValueTask<StepOutcome> ExecuteAsync(StepCall call, CancellationToken cancellationToken)
    {
        var reply = new TaskCompletionSource<StepOutcome>();
        Send(() => service.Handle(call), reply);
        if (world.Chance(service.Faults.Doubles)) Send(() => service.Handle(call), reply);
        return new ValueTask<StepOutcome>(reply.Task);
    }

    public ValueTask<StepOutcome?> QueryAsync(StepCall call, CancellationToken cancellationToken)
    {
        var reply = new TaskCompletionSource<StepOutcome?>();
        Send(() => service.Status(call), reply);
        return new ValueTask<StepOutcome?>(reply.Task);
    }

    /// <summary>What is on the way stays on the way when the machine crashes; only its answer finds nobody.</summary>
    private void Send<T>(Func<T> handle, TaskCompletionSource<T> reply)
    {
        if (world.Chance(service.Faults.LosesRequest)) return;
        world.After(Delay(), null, () =>
        {
            var outcome = handle();
            if (!world.Chance(service.Faults.LosesReply))
                world.After(Delay(), machine, () => reply.TrySetResult(outcome));
        });
    }

    private TimeSpan Delay() => world.UpTo(world.Chance(service.Faults.IsSlow) ? SlowWay : Way);
}
