using Docket.Journal.Deciding;
using Docket.Journal.InMemory;
using Docket.Journal.Leasing;
using Docket.Journal.Processes.Deciding;
using Docket.Journal.Processes.Defining;
using Docket.Journal.Processes.Participants;
using Docket.Journal.Store;

namespace Docket.Journal.Processes.Tests.Running;

/// <summary>A host as it runs in a service: on threads, by the system's clock.</summary>
public sealed class HostTests : IAsyncDisposable
{
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly InMemoryEventStore _journal = new(Journey.Codec, TimeProvider.System);
    private readonly InProcessLeases _leases = new(TimeProvider.System);

    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    [Fact]
    public async Task Many_instances_run_side_by_side_to_their_ends()
    {
        await using var host = HostOf("a", new Agreeable());
        host.Start();
        await StartAsync(200);

        var ended = await EndsAsync(200);

        Assert.All(ended, status => Assert.Equal(ProcessStatus.Completed, status));
        var listed = await DeskOf().ListAsync(summary => summary.Status == ProcessStatus.Completed, 150, _stop);
        Assert.Equal(150, listed.Count);
        Assert.Equal(ProcessStatus.Completed, (await DeskOf().WaitUntilSettledAsync("j7", _stop)).Status);
    }

    [Fact]
    public async Task What_a_stopped_host_left_another_one_finishes()
    {
        var deaf = new Deaf();
        await using (var first = HostOf("a", deaf))
        {
            first.Start();
            await StartAsync(3);
            await deaf.Asked.WaitAsync(_stop);
        }

        await using var second = HostOf("b", new Agreeable());
        second.Start();

        Assert.Equal(3, (await EndsAsync(3)).Count);
    }

    [Fact]
    public void A_host_without_a_participant_that_a_definition_names_does_not_start()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => new ProcessHost(
            _journal, Journey.Codec, Journey.Catalog, new Dictionary<string, IParticipant> { ["airline"] = new Agreeable() },
            _leases, new ProcessHostOptions { Owner = "a" }, null));
        Assert.Contains("hotel, post", refused.Message, StringComparison.Ordinal);
    }

    private ProcessHost HostOf(string owner, IParticipant everybody) => new(
        _journal, Journey.Codec, Journey.Catalog,
        new Dictionary<string, IParticipant> { ["airline"] = everybody, ["hotel"] = everybody, ["post"] = everybody },
        _leases, new ProcessHostOptions { Owner = owner }, null);

    private ProcessService DeskOf() =>
        new(_journal, Journey.Codec, Journey.Catalog, TimeProvider.System, new DeciderRunnerOptions(), null);

    private async Task StartAsync(int count)
    {
        var desk = DeskOf();
        for (var i = 0; i < count; i++)
            Assert.IsType<CommandOutcome<ProcessRejection>.Done>(
                await desk.StartAsync(Journey.Name, $"j{i}", new JsonText("{}"), new CommandContext(), _stop));
    }

    private async Task<List<string>> EndsAsync(int count)
    {
        var (ends, position) = (new List<string>(), Position.Start);
        while (ends.Count < count)
        {
            await foreach (var page in _journal.ReadAllAsync(position, EventFilter.All, _stop))
            {
                ends.AddRange(page.Events.Select(recorded => recorded.Payload).OfType<ProcessEnded>().Select(end => end.Status));
                position = page.Through;
            }

            if (ends.Count < count) await _journal.WaitForAppendAsync(position, _stop);
        }

        return ends;
    }

    private sealed class Agreeable : IParticipant
    {
        public ValueTask<StepOutcome> ExecuteAsync(StepCall call, CancellationToken cancellationToken) =>
            ValueTask.FromResult<StepOutcome>(new StepOutcome.Succeeded());

        public ValueTask<StepOutcome?> QueryAsync(StepCall call, CancellationToken cancellationToken) => default;
    }

    /// <summary>Takes calls and never answers.</summary>
    private sealed class Deaf : IParticipant
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public ValueTask<StepOutcome> ExecuteAsync(StepCall call, CancellationToken cancellationToken)
        {
            _asked.TrySetResult();
            return new ValueTask<StepOutcome>(new TaskCompletionSource<StepOutcome>().Task);
        }

        public ValueTask<StepOutcome?> QueryAsync(StepCall call, CancellationToken cancellationToken) => default;
    }
}
