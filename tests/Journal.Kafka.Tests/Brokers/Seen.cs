namespace Docket.Journal.Kafka.Tests.Brokers;

/// <summary>What a test waits for: it looks again whenever something has been said to have changed.</summary>
internal sealed class Seen
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Changed()
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    public async Task UntilAsync(Func<bool> wanted, string what)
    {
        while (true)
        {
            Task changed;
            lock (_gate) changed = _changed.Task;
            if (wanted()) return;
            try
            {
                await changed.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
            }
            catch (TimeoutException)
            {
                Assert.True(wanted(), $"Never came: {what}");
                return;
            }
        }
    }
}
