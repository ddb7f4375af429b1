namespace Docket.Journal.Processes.Tests.Simulation;

/// <summary>
/// One process: its code continues only through here. A crash drops whatever it was about to do, at whichever await it
/// stands, and leaves nothing behind but what it wrote.
/// </summary>
internal sealed class Machine : SynchronizationContext
{
    private readonly World _world;

    public Machine(World world, string name)
    {
        (_world, Name) = (world, name);
        Clock = new MachineClock(world, this);
    }

    public string Name { get; }

    public TimeProvider Clock { get; }

    public bool IsAlive { get; private set; } = true;

    public void Crash() => IsAlive = false;

    /// <summary>Begins something on this machine.</summary>
    public void Run(Action start) => _world.After(TimeSpan.Zero, this, start);

    /// <summary>Waits for a moment of virtual time: the way to the journal, and back.</summary>
    public Task HopAsync(TimeSpan most)
    {
        var arrived = new TaskCompletionSource();
        _world.After(_world.UpTo(most), this, arrived.SetResult);
        return arrived.Task;
    }

    public override void Post(SendOrPostCallback d, object? state) =>
        _world.After(TimeSpan.Zero, this, () => d(state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

    public override SynchronizationContext CreateCopy() => this;

    private sealed class MachineClock(World world, Machine machine) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => world.Now;

        public override long GetTimestamp() => world.Now.UtcTicks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new MachineTimer(world, machine, () => callback(state));
            timer.Change(dueTime, period);
            return timer;
        }
    }

    private sealed class MachineTimer(World world, Machine machine, Action ring) : ITimer
    {
        private int _setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero)
                throw new NotSupportedException("Nothing here rings twice.");
            var setting = ++_setting;
            if (dueTime != Timeout.InfiniteTimeSpan)
                world.After(dueTime, machine, () => { if (setting == _setting) ring(); });
            return true;
        }

        public void Dispose() => _setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
