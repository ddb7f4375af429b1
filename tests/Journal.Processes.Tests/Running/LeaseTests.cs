using Docket.Journal.Leasing;
using Docket.Journal.Processes.Running;
using Docket.Journal.Processes.Tests.Simulation;

namespace Docket.Journal.Processes.Tests.Running;

public sealed class LeaseTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(15);
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly World _world = new(1);
    private readonly InProcessLeases _leases;

    public LeaseTests() => _leases = new InProcessLeases(new Machine(_world, "clock").Clock);

    [Fact]
    public async Task One_process_alone_has_everything()
    {
        Assert.Equal(16, (await new Taker(_leases, "a").ShareAsync(_stop)).Count);
    }

    [Fact]
    public async Task A_process_that_comes_later_gets_its_share()
    {
        var (first, second) = (new Taker(_leases, "a"), new Taker(_leases, "b"));
        await first.ShareAsync(_stop);
        Assert.Empty(await second.ShareAsync(_stop));

        Assert.Equal(8, (await first.ShareAsync(_stop)).Count);
        Assert.Equal(8, (await second.ShareAsync(_stop)).Count);
    }

    [Fact]
    public async Task What_a_dead_process_had_is_taken_over_with_a_new_epoch()
    {
        var former = await new Taker(_leases, "a").ShareAsync(_stop);
        _world.RunUntil(() => false, Length);

        var taken = await new Taker(_leases, "b").ShareAsync(_stop);

        Assert.Equal(16, taken.Count);
        Assert.All(former.Zip(taken), pair => Assert.Equal(pair.First.Lease.Epoch + 1, pair.Second.Lease.Epoch));
    }

    [Fact]
    public async Task Who_is_renewed_keeps_its_epoch_and_who_was_overtaken_learns_it()
    {
        var first = await _leases.TryTakeAsync("work", "a", Length, _stop);
        Assert.Equal([first!], await _leases.RenewAsync([first!], Length, _stop));
        Assert.Equal(first, await _leases.TryTakeAsync("work", "a", Length, _stop));
        Assert.Null(await _leases.TryTakeAsync("work", "b", Length, _stop));

        _world.RunUntil(() => false, Length);
        var second = await _leases.TryTakeAsync("work", "b", Length, _stop);

        Assert.Equal(first! with { Owner = "b", Epoch = 2 }, second);
        Assert.Empty(await _leases.RenewAsync([first], Length, _stop));
    }

    [Fact]
    public async Task A_lease_that_is_given_back_is_free_at_once_and_a_former_owner_gives_back_nothing()
    {
        var first = await _leases.TryTakeAsync("work", "a", Length, _stop);
        await _leases.ReleaseAsync(first!, _stop);
        var second = await _leases.TryTakeAsync("work", "b", Length, _stop);
        await _leases.ReleaseAsync(first!, _stop);

        Assert.Equal([new LeaseHolding(second!, Length)], await _leases.ListAsync("wo", _stop));
        Assert.Empty(await _leases.ListAsync("other", _stop));
    }

    /// <summary>What a host does on each of its rounds.</summary>
    private sealed class Taker(ILeases leases, string owner)
    {
        private readonly PartitionLeases _partitions = new(leases, "saga", owner, Length);
        private readonly List<OwnedPartition> _held = [];

        public async Task<IReadOnlyList<OwnedPartition>> ShareAsync(CancellationToken cancellationToken)
        {
            foreach (var lost in await _partitions.RenewAsync(_held, cancellationToken)) _held.Remove(lost);
            var share = await _partitions.FairShareAsync(cancellationToken);
            foreach (var surplus in _held.Skip(share).ToList())
            {
                _held.Remove(surplus);
                await _partitions.ReleaseAsync(surplus, cancellationToken);
            }

            _held.AddRange(await _partitions.TakeAsync(_held, share - _held.Count, cancellationToken));
            return _held;
        }
    }
}
